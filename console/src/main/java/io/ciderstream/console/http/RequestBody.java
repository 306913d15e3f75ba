package io.ciderstream.console.http;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The body of a request, which must arrive within a time limit that begins with the first read.
 * Used by one thread, which waits.
 */
final class RequestBody {
  private static final int INITIAL_BYTES = 8 << 10;

  private final Request request;
  private final Duration timeout;
  private long endNanos;
  private boolean begun;
  private boolean late;

  RequestBody(Request request, Duration timeout) {
    this.request = request;
    this.timeout = timeout;
  }

  /** Returns whether the body did not arrive in time; nothing can be read then. */
  boolean isLate() {
    return late;
  }

  /**
   * Reads the whole body.
   *
   * @throws CiderException VALUE_TOO_LARGE if it has more bytes
   * @throws Problem 408 if it does not come in time
   */
  byte[] read(int most) throws IOException {
    long announced = request.getLength();
    if (announced > most) {
      throw tooLarge(most);
    }
    byte[] bytes = new byte[announced < 0 ? Math.min(INITIAL_BYTES, most) : (int) announced];
    int size = 0;
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = next();
      try {
        int more = chunk.remaining();
        if (more > most - size) {
          throw tooLarge(most);
        }
        if (size + more > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(size + more, 2 * bytes.length)));
        }
        chunk.get(bytes, size, more);
        size += more;
        last = chunk.isLast();
      } finally {
        chunk.release();
      }
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Reads and discards up to that many bytes, if they arrive in time. */
  void skip(int most) throws IOException {
    long left = most;
    boolean last = false;
    while (!late && !last && left > 0) {
      try {
        Content.Chunk chunk = next();
        left -= chunk.remaining();
        last = chunk.isLast();
        chunk.release();
      } catch (Problem e) {
        return; // the response is decided already, see isLate()
      }
    }
  }

  private Content.Chunk next() throws IOException {
    if (!begun) {
      begun = true;
      endNanos = System.nanoTime() + timeout.toNanos();
    }
    Content.Chunk chunk = request.read();
    while (chunk == null) {
      awaitMore();
      chunk = request.read();
    }
    if (Content.Chunk.isFailure(chunk)) {
      throw new IOException("the body ended early", chunk.getFailure());
    }
    return chunk;
  }

  private void awaitMore() {
    CountDownLatch more = new CountDownLatch(1);
    request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, more::countDown));
    try {
      if (more.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    late = true;
    throw Problem.of(
        HttpStatus.REQUEST_TIMEOUT_408,
        "The body was not complete within %s; send it faster, or raise %s."
            .formatted(Durations.text(timeout), ConsoleSettings.BODY_TIMEOUT));
  }

  private static CiderException tooLarge(int most) {
    return new CiderException(
        ErrorCode.VALUE_TOO_LARGE, "More than %d bytes were sent.".formatted(most));
  }
}
