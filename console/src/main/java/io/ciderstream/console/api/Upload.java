package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Problem;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.QueryJson;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Reads the bodies of requests and bounds how many bytes of them are in memory. Any thread. */
final class Upload {
  private static final int MAX_CONCURRENT_LARGEST = 8;
  private static final int KIB = 1 << 10;
  private static final long MEMORY_TIMEOUT_S = 10;

  private final int maxBytes;
  private final int budget;
  private final Semaphore kibibytes;

  /**
   * Creates a upload.
   *
   * @param maxBytes largest picture
   */
  Upload(int maxBytes) {
    this.maxBytes = maxBytes;
    this.budget = MAX_CONCURRENT_LARGEST * (maxBytes / KIB + 1);
    this.kibibytes = new Semaphore(budget, true);
  }

  /** Uses a body while it counts as in memory. */
  @FunctionalInterface
  interface Use<T> {
    T with(byte[] body) throws IOException;
  }

  /**
   * Reads a picture and uses it.
   *
   * @throws CiderException VALUE_EMPTY, VALUE_TOO_LARGE, FORMAT_UNKNOWN
   * @throws Problem 503 if too much is in memory already
   */
  <T> T picture(Exchange exchange, Use<T> use) throws IOException {
    return body(
        exchange,
        maxBytes,
        picture -> {
          PictureBody.require(exchange, picture);
          return use.with(picture);
        });
  }

  /**
   * Reads a query in JSON, which can contain a picture in Base64, and uses it.
   *
   * @throws CiderException VALUE_TOO_LARGE, QUERY_INVALID, VECTOR_INVALID
   * @throws Problem 503 if too much is in memory already
   */
  <T> T query(Exchange exchange, Function<Query, T> use) throws IOException {
    int most = Math.toIntExact(Math.min(2L * maxBytes + KIB, 1L << 30));
    return body(exchange, most, body -> use.apply(QueryJson.read(body, maxBytes)));
  }

  private <T> T body(Exchange exchange, int most, Use<T> use) throws IOException {
    PictureBody.requirePlain(exchange);
    long announced = exchange.length();
    long bytes = announced < 0 ? most : Math.min(announced, most);
    int weight = Math.min(budget, Math.toIntExact(bytes / KIB + 1));
    try {
      if (!kibibytes.tryAcquire(weight, MEMORY_TIMEOUT_S, TimeUnit.SECONDS)) {
        throw Problem.of(503, "Too many pictures are being received; send this one again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "The console stops.");
    }
    try {
      return use.with(exchange.body(most));
    } finally {
      kibibytes.release(weight);
    }
  }
}
