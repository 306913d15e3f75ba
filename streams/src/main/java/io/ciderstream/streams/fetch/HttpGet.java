package io.ciderstream.streams.fetch;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One request and its answer.
 *
 * @param maxBytes the largest body that is read
 * @param idle longest time without a byte
 */
record HttpGet(HttpClient client, int maxBytes, Duration idle) implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  /**
   * Gets the answer; its body only if it is a success.
   *
   * @param most for all of it
   * @param announced receives the body's size, if the head has it
   * @throws IOException if there is no whole answer
   * @throws CiderException URI_REFUSED, VALUE_TOO_LARGE
   */
  HttpResponse<byte[]> get(URI uri, Duration most, LongConsumer announced)
      throws IOException, InterruptedException {
    AtomicLong lastByte = new AtomicLong(System.nanoTime());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(uri), head -> body(head, lastByte, announced));
    try {
      return await(answer, lastByte, System.nanoTime() + most.toNanos());
    } catch (ExecutionException e) {
      if (LimitedBody.isTooLarge(e)) {
        throw new CiderException(
            ErrorCode.VALUE_TOO_LARGE,
            "%s has more than %d bytes, which is %s."
                .formatted(HostOrigin.shown(uri), maxBytes, EmbeddingSettings.MAX_BYTES),
            e);
      }
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      answer.cancel(true); // closes the connection of an unfinished answer
    }
  }

  private static HttpRequest request(URI uri) {
    try {
      return HttpRequest.newBuilder(uri).build();
    } catch (IllegalArgumentException e) {
      throw new CiderException(
          ErrorCode.URI_REFUSED, "The uri is %s.".formatted(HostOrigin.shown(uri)), e);
    }
  }

  private BodySubscriber<byte[]> body(
      ResponseInfo head, AtomicLong lastByte, LongConsumer announced) {
    Runnable progress = () -> lastByte.set(System.nanoTime());
    progress.run();
    if (head.statusCode() < OK || head.statusCode() >= REDIRECTION) {
      return BodySubscribers.replacing(NOTHING);
    }
    long length = head.headers().firstValueAsLong("content-length").orElse(-1);
    if (length >= 0) {
      announced.accept(length);
    }
    return new LimitedBody(maxBytes, length, progress);
  }

  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, AtomicLong lastByte, long end)
      throws IOException, InterruptedException, ExecutionException {
    while (true) {
      long now = System.nanoTime();
      long idleLeft = lastByte.get() + idle.toNanos() - now;
      if (idleLeft <= 0 || end - now <= 0) {
        throw new IOException(
            idleLeft <= 0
                ? "no byte within %d ms".formatted(idle.toMillis())
                : "not complete in time");
      }
      try {
        return answer.get(Math.min(idleLeft, end - now), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // a byte may have arrived meanwhile: checked above
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
