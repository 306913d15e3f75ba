package io.ciderstream.streams.canary;

import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.Map;

/**
 * The topics, as a canary sees them. Every method throws {@link
 * io.ciderstream.schemas.CiderException} BROKER_UNAVAILABLE if the brokers do not answer. For one
 * thread, and one canary at a time.
 */
interface CanaryLog extends AutoCloseable {
  /** Gets ready to see the descriptor of a picture that is produced after this. */
  void prepare(ImageId id);

  /** Produces a picture, and returns its position once the brokers have acknowledged it. */
  RecordPosition produce(ImageId id, byte[] picture, byte[] report) throws InterruptedException;

  /**
   * Waits until the embedder has written the picture's descriptor, committed or not.
   *
   * @return the embedder's own times in microseconds, by stage
   * @throws io.ciderstream.schemas.CiderException INDEX_BEHIND if that takes longer, or if it ended
   *     as a dead letter
   */
  Map<String, Long> awaitWritten(ImageId id, RecordPosition picture, Duration timeout);

  /**
   * Waits until the descriptor is committed, so that the sink can read it.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_BEHIND if that takes longer
   */
  void awaitCommitted(ImageId id, RecordPosition picture, Duration timeout);

  @Override
  void close();
}
