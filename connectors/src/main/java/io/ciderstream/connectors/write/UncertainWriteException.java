package io.ciderstream.connectors.write;

import java.time.Duration;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Milvus may still carry out an older write. Connect gives the same records again and again and
 * logs each failure, so this has no stack trace.
 */
public final class UncertainWriteException extends RetriableException {
  private static final long serialVersionUID = 1;
  private static final long ALMOST_A_MILLISECOND = 999_999;

  private final long remainingMs;

  UncertainWriteException(Duration remaining) {
    super("Milvus may still carry out older writes. The records are written when it cannot.");
    this.remainingMs = remaining.plusNanos(ALMOST_A_MILLISECOND).toMillis();
  }

  /** Returns how long the records must wait, in milliseconds, rounded up. */
  public long remainingMs() {
    return remainingMs;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
