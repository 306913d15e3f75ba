package io.ciderstream.connectors.progress;

import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** Told by a task of the sink what is in the index. Called on the task's thread. */
public interface Progress extends AutoCloseable {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void acknowledged(Collection<SinkRecord> records) {}

        @Override
        public void close() {}
      };

  /**
   * All these records are in the index or reported; may be empty. Never fails, never waits long.
   */
  void acknowledged(Collection<SinkRecord> records);

  @Override
  void close();
}
