package io.ciderstream.connectors.progress;

import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Publishes which records are in the index. Called on the task's thread and on that of the writes,
 * one at a time.
 */
public interface ProgressPublisher extends AutoCloseable {
  /** Publishes nothing. */
  ProgressPublisher NONE =
      new ProgressPublisher() {
        @Override
        public void acknowledged(Collection<SinkRecord> records) {}

        @Override
        public void close() {}
      };

  /**
   * Publishes that all these records are indexed or reported; may be empty. Never fails, and never
   * blocks for long.
   */
  void acknowledged(Collection<SinkRecord> records);

  @Override
  void close();
}
