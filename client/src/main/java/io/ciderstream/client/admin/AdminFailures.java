package io.ciderstream.client.admin;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.concurrent.ExecutionException;

/** Translates failures of Kafka's admin client. */
public final class AdminFailures {
  private AdminFailures() {}

  /** Returns BROKER_UNAVAILABLE with what Kafka said. */
  public static CiderException unavailable(ExecutionException failure) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "Kafka reported: %s.".formatted(failure.getCause().getMessage()),
        failure);
  }
}
