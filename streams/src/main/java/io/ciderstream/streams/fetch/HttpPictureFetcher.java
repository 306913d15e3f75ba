package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches by http and https. Follows up to five redirects, each only to an allowed host. */
public final class HttpPictureFetcher implements PictureFetcher {
  private static final int MAX_REDIRECTS = 5;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private final FetchOptions options;
  private final HttpClient client;

  /** Fetches as the options allow. */
  public HttpPictureFetcher(FetchOptions options) {
    this.options = options;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(options.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public byte[] fetch(String text) throws InterruptedException {
    URI uri = parse(text);
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      requireAllowed(uri);
      HttpResponse<byte[]> response = get(uri);
      int status = response.statusCode();
      if (status >= 200 && status < 300) {
        return response.body();
      }
      if (status >= 300 && status < 400) {
        uri = uri.resolve(parse(response.headers().firstValue("location").orElse("")));
      } else {
        throw refusal(uri, status);
      }
    }
    throw new CiderException(
        ErrorCode.URI_NOT_FOUND, "%s redirects more than %d times.".formatted(text, MAX_REDIRECTS));
  }

  private static CiderException refusal(URI uri, int status) {
    boolean comesBack = status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
    return new CiderException(
        comesBack ? ErrorCode.URI_UNAVAILABLE : ErrorCode.URI_NOT_FOUND,
        "%s answered with status %d.".formatted(uri, status));
  }

  private static URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new CiderException(ErrorCode.URI_REFUSED, "'%s' is no uri.".formatted(text), e);
    }
  }

  private void requireAllowed(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web
        || !options.allowedHosts().contains(host)
            && !options.allowedHosts().contains(host + ":" + port)) {
      throw new CiderException(ErrorCode.URI_REFUSED, "The uri is %s.".formatted(uri));
    }
  }

  private HttpResponse<byte[]> get(URI uri) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(options.timeout()).build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new LimitedBody(options.maxBytes()));
    try {
      return answer.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (LimitedBody.isTooLarge(e)) {
        throw new CiderException(
            ErrorCode.VALUE_TOO_LARGE,
            "%s has more than %d bytes.".formatted(uri, options.maxBytes()),
            e);
      }
      throw unavailable(uri, e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(
          uri, new IOException("no answer within " + Durations.text(options.timeout()), e));
    } finally {
      answer.cancel(true); // closes the connection of an unfinished answer
    }
  }

  private static CiderException unavailable(URI uri, Throwable cause) {
    return new CiderException(
        ErrorCode.URI_UNAVAILABLE, "%s failed (%s).".formatted(uri, cause), cause);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
