package io.ciderstream.index;

/** The freshness of the rows that a read sees. */
public enum Consistency {
  /** May miss changes acknowledged in the last 0.2 to 0.4 s (Milvus 2.3). */
  BOUNDED,
  /** Sees every change acknowledged before the read; takes about 200 ms on Milvus 2.3. */
  STRONG
}
