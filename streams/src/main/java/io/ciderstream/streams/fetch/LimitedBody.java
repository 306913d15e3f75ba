package io.ciderstream.streams.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body in memory, rejected as soon as it has more bytes than allowed. */
final class LimitedBody implements BodySubscriber<byte[]> {
  private static final int FIRST_BYTES = 16 << 10;

  private static final class TooLarge extends IOException {}

  private final int maxBytes;
  private final Runnable progress;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private byte[] bytes;
  private int length;
  private Flow.Subscription subscription;

  /**
   * Creates a limited body.
   *
   * @param announced bytes that the head announces, or -1
   * @param progress is called for each part that arrives
   */
  LimitedBody(int maxBytes, long announced, Runnable progress) {
    this.maxBytes = maxBytes;
    this.progress = progress;
    if (announced > maxBytes) {
      body.completeExceptionally(new TooLarge());
    }
    bytes = new byte[(int) Math.clamp(announced < 0 ? FIRST_BYTES : announced, 0, maxBytes)];
  }

  static boolean isTooLarge(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TooLarge) {
        return true;
      }
    }
    return false;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (body.isDone()) {
      given.cancel();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    progress.run();
    for (ByteBuffer part : parts) {
      long needed = length + (long) part.remaining();
      if (needed > maxBytes) {
        subscription.cancel();
        body.completeExceptionally(new TooLarge());
        return;
      }
      if (needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.clamp(2L * bytes.length, needed, maxBytes));
      }
      int read = part.remaining();
      part.get(bytes, length, read);
      length += read;
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
  }
}
