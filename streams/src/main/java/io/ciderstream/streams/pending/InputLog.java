package io.ciderstream.streams.pending;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The input topic, apart from the stream that Kafka Streams delivers. Stream threads ask it, so
 * nothing here ever waits.
 */
public interface InputLog {
  /**
   * Returns the offset from which Kafka Streams will continue, after all transactions that might
   * still change it. Fails with the error that kept the broker from answering.
   */
  CompletableFuture<OptionalLong> committed(int partition);

  /** Begins to read a partition from this offset on. */
  Reader open(int partition, long offset);

  /** For one thread. */
  interface Reader extends AutoCloseable {
    /**
     * Returns the next record, or null if none has arrived yet; calling this is what fetches more.
     */
    InputRecord poll();

    /**
     * Returns the position: all records before this offset have been returned or are gone from the
     * topic.
     */
    long position();

    @Override
    void close();
  }
}
