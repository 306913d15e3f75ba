package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.CiderException;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records the spans of one batch. One thread. */
public interface BatchTrace extends AutoCloseable {
  /** Records nothing. */
  BatchTrace NONE =
      new BatchTrace() {
        @Override
        public void acknowledged(Map<SinkRecord, CiderException> refused) {}

        @Override
        public void failed(Exception error) {}

        @Override
        public void close() {}
      };

  /**
   * Ends the spans of the records when Milvus has stored all except the rejected ones.
   *
   * @param refused the records that cannot be written, with the reason
   */
  void acknowledged(Map<SinkRecord, CiderException> refused);

  /** Marks the batch as failed; if Connect delivers it again, it is another batch. */
  void failed(Exception error);

  @Override
  void close();
}
