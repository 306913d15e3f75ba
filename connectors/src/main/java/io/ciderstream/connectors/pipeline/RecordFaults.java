package io.ciderstream.connectors.pipeline;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Confines the failure of one record to that record. */
public final class RecordFaults {
  private RecordFaults() {}

  /**
   * Prepares one record. If that fails because of the record, or unexpectedly, the record is bad
   * and the others are not affected.
   *
   * @param bad receives the record and the reason
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

  /** Returns the error of a record that fails unexpectedly. */
  public static CiderException unexpected(Throwable cause) {
    return new CiderException(ErrorCode.UNEXPECTED, "The cause is %s.".formatted(cause), cause);
  }
}
