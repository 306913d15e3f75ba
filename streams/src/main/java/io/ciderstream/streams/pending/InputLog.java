package io.ciderstream.streams.pending;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The input topic, apart from the stream that Kafka Streams delivers. */
public interface InputLog {
  /**
   * The offset that Kafka Streams will go on from, after all transactions that might still move it.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE
   */
  OptionalLong committed(int partition);

  /** Reads a partition from this offset on. */
  Reader open(int partition, long offset);

  /** For one thread. */
  interface Reader extends AutoCloseable {
    /** The next records; none if there were none within this time. */
    List<InputRecord> poll(Duration timeout);

    /** All records before this offset have been returned or are gone from the topic. */
    long position();

    @Override
    void close();
  }
}
