package io.ciderstream.index;

/** How fresh the rows are that a read sees. */
public enum Consistency {
  /** May miss what was acknowledged a moment ago: 0.2 to 0.4 s on Milvus 2.3. */
  BOUNDED,
  /** Sees all that was acknowledged before the read; takes about 200 ms on Milvus 2.3. */
  STRONG
}
