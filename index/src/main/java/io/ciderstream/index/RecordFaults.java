package io.ciderstream.index;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Map;

/** Confines the failure of one record to that record. */
public final class RecordFaults {
  private RecordFaults() {}

  /**
   * Prepares one record. If that fails because of the record, or unexpectedly, the record is bad
   * and the others are not affected.
   *
   * @param item the record, or the change that it asks for
   * @param bad receives it with the reason
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION
   */
  public static <R> void isolate(R item, Map<? super R, CiderException> bad, Runnable preparation) {
    try {
      preparation.run();
    } catch (CiderException e) {
      switch (e.code().kind()) {
        case INPUT, RECORD -> bad.put(item, e);
        case DEPENDENCY, CONFIGURATION -> throw e;
      }
    } catch (RuntimeException | StackOverflowError e) {
      bad.put(item, unexpected(e));
    }
  }

  /** Returns the error of a record that fails unexpectedly. */
  public static CiderException unexpected(Throwable cause) {
    return new CiderException(ErrorCode.UNEXPECTED, "The cause is %s.".formatted(cause), cause);
  }
}
