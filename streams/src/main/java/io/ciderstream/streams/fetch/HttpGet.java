package io.ciderstream.streams.fetch;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * One request and its answer.
 *
 * @param maxBytes the largest body that is read
 */
record HttpGet(OkHttpClient client, int maxBytes) implements AutoCloseable {
  private static final int FIRST_BYTES = 16 << 10;

  /**
   * An answer.
   *
   * @param location the target of a redirect
   * @param body empty unless it is a success
   */
  record Answer(int status, Optional<String> location, byte[] body) {
    private static final byte[] NOTHING = {};
  }

  private static final class TooLarge extends IOException {}

  /**
   * Gets the answer; its body only if it is a success.
   *
   * @param most for all of it
   * @param announced receives the body's size, if the head has it
   * @throws IOException if there is no whole answer
   * @throws CiderException VALUE_TOO_LARGE; URI_REFUSED if the host has no allowed address
   */
  Answer get(HttpUrl url, Duration most, LongConsumer announced)
      throws IOException, InterruptedException {
    // without a body that unpacks to many times its size
    Request request = new Request.Builder().url(url).header("Accept-Encoding", "identity").build();
    Call call = client.newCall(request);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call done, Response response) {
            try (response) {
              answer.complete(read(response, announced));
            } catch (IOException | RuntimeException e) {
              answer.completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(url, e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("not complete in time", e);
    } finally {
      call.cancel(); // if it has not ended
    }
  }

  private IOException failure(HttpUrl url, Throwable cause) {
    return switch (cause) {
      case TooLarge tooLarge ->
          throw new CiderException(
              ErrorCode.VALUE_TOO_LARGE,
              "%s has more than %d bytes, which is %s."
                  .formatted(HostOrigin.shown(url), maxBytes, EmbeddingSettings.MAX_BYTES),
              tooLarge);
      case AllowedAddresses.ForbiddenAddress forbidden ->
          throw new CiderException(
              ErrorCode.URI_REFUSED,
              "The uri is %s, but %s.".formatted(HostOrigin.shown(url), forbidden.getMessage()),
              forbidden);
      case IOException known -> known;
      default -> new IOException(cause);
    };
  }

  private Answer read(Response response, LongConsumer announced) throws IOException {
    Optional<String> location = Optional.ofNullable(response.header("Location"));
    ResponseBody body = response.body();
    if (!response.isSuccessful() || body == null) {
      return new Answer(response.code(), location, Answer.NOTHING);
    }
    long length = body.contentLength();
    if (length > maxBytes) {
      throw new TooLarge();
    }
    if (length >= 0) {
      announced.accept(length);
    }
    return new Answer(response.code(), location, read(body.byteStream(), length));
  }

  private byte[] read(InputStream in, long announced) throws IOException {
    byte[] bytes = new byte[(int) Math.clamp(announced < 0 ? FIRST_BYTES : announced, 1, maxBytes)];
    int length = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (length == maxBytes) {
        throw new TooLarge();
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, maxBytes));
      }
      bytes[length++] = (byte) next;
      length += in.readNBytes(bytes, length, bytes.length - length);
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
