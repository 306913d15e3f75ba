package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.CiderException;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The spans of one batch. One thread. */
public interface BatchTrace extends AutoCloseable {
  /** Of a batch that nobody traces. */
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
   * Milvus has all the records but those refused.
   *
   * @param refused that were at fault themselves
   */
  void acknowledged(Map<SinkRecord, CiderException> refused);

  /** The batch was not written; if Connect gives it again, that is another one. */
  void failed(Exception error);

  @Override
  void close();
}
