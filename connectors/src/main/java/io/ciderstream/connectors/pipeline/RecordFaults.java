package io.ciderstream.connectors.pipeline;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Keeps one record's failure from being the failure of the others. */
public final class RecordFaults {
  private RecordFaults() {}

  /**
   * Prepares one record; if that fails by the record's own fault, or unexpectedly, the record is
   * bad, and the others go on.
   *
   * @param bad where the record goes then
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION
   */
  public static void isolate(
      SinkRecord sinkRecord, Map<SinkRecord, CiderException> bad, Runnable preparation) {
    try {
      preparation.run();
    } catch (CiderException e) {
      switch (e.code().kind()) {
        case INPUT, RECORD -> bad.put(sinkRecord, e);
        case DEPENDENCY, CONFIGURATION -> throw e;
      }
    } catch (RuntimeException | StackOverflowError e) {
      bad.put(sinkRecord, unexpected(e));
    }
  }

  /** What is said of a record that fails as nobody foresaw. */
  public static CiderException unexpected(Throwable cause) {
    return new CiderException(ErrorCode.UNEXPECTED, "The cause is %s.".formatted(cause), cause);
  }
}
