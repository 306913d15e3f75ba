package io.ciderstream.index;

/** The freshness of the rows that a read sees. */
public sealed interface Consistency {
  /** May miss changes acknowledged in the last 0.2 to 0.4 s (Milvus 2.3). */
  Consistency BOUNDED = new Bounded();

  /** Sees every change acknowledged before the read; takes 200 to 400 ms on Milvus 2.3. */
  Consistency STRONG = new Strong();

  /** Returns whether reads may wait for the server. */
  default boolean waits() {
    return !(this instanceof Bounded);
  }

  /** See {@link #BOUNDED}. */
  record Bounded() implements Consistency {}

  /** See {@link #STRONG}. */
  record Strong() implements Consistency {}

  /**
   * Sees every change acknowledged before a moment. Of several reads with it only the first waits.
   *
   * @param timestamp of the moment, as the server counts
   */
  record AsOf(long timestamp) implements Consistency {}
}
