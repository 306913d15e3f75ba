package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Reads pictures out of requests, a few at a time so that memory stays bounded. */
final class Upload {
  private static final int AT_A_TIME = 8;

  private final Semaphore permits = new Semaphore(AT_A_TIME);
  private final int maxBytes;

  Upload(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** What is done with a picture while it counts. */
  @FunctionalInterface
  interface Use<T> {
    T with(byte[] picture) throws IOException;
  }

  /**
   * @throws CiderException VALUE_EMPTY, VALUE_TOO_LARGE, FORMAT_UNKNOWN
   */
  <T> T picture(Exchange exchange, Use<T> use) throws IOException {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The console stops.", e);
    }
    try {
      byte[] picture = exchange.body(maxBytes);
      if (picture.length == 0) {
        throw new CiderException(ErrorCode.VALUE_EMPTY, "The request has no body.");
      }
      if (AvroSerdes.isFramed(picture)) {
        throw new CiderException(ErrorCode.FORMAT_UNKNOWN, "The body begins with 0x00.");
      }
      return use.with(picture);
    } finally {
      permits.release();
    }
  }
}
