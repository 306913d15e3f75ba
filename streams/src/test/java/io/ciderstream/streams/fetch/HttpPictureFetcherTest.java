package io.ciderstream.streams.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpPictureFetcherTest {
  private static final int MAX_BYTES = 1000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private HttpPictureFetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    open(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void open(Duration timeout) {
    String host = "127.0.0.1:" + server.getAddress().getPort();
    fetcher =
        new HttpPictureFetcher(
            new FetchOptions(
                Set.of(host),
                new FetchBounds(4, 4, MAX_BYTES, 1 << 20),
                new FetchTimes(
                    Duration.ofSeconds(10), timeout, Duration.ofSeconds(30), Duration.ZERO)));
  }

  private String uri(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  private void serve(String path, int status, int bytes, String location) {
    server.createContext(
        path,
        exchange -> {
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(status, 0); // chunked: the length is not announced
          try (exchange) {
            exchange.getResponseBody().write(new byte[bytes]);
          }
        });
  }

  private void assertRefused(String uri, ErrorCode code) {
    assertThatThrownBy(() -> fetcher.fetch(uri, PictureFetcher.WITHOUT_END))
        .isInstanceOfSatisfying(CiderException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void shouldFetchFromAnAllowedHostAndFollowItsRedirects() throws InterruptedException {
    serve("/a", 200, MAX_BYTES, null);
    serve("/moved", 302, 0, "/a");
    assertThat(fetcher.fetch(uri("/moved"), PictureFetcher.WITHOUT_END).content())
        .hasSize(MAX_BYTES);
  }

  @Test
  void shouldRefuseOtherHostsAndSchemesAlsoBehindARedirect() {
    serve("/out", 302, 0, "http://localhost:1/a");
    assertRefused(uri("/out"), ErrorCode.URI_REFUSED);
    assertRefused("http://localhost/a", ErrorCode.URI_REFUSED);
    assertRefused("http://127.0.0.1:1/a", ErrorCode.URI_REFUSED);
    assertRefused("file:///etc/passwd", ErrorCode.URI_REFUSED);
    assertRefused("not a uri", ErrorCode.URI_REFUSED);
  }

  @Test
  void shouldStopReadingWhatIsTooLarge() {
    serve("/large", 200, MAX_BYTES + 1, null);
    assertRefused(uri("/large"), ErrorCode.VALUE_TOO_LARGE);
  }

  @Test
  void shouldTellWhatIsGoneFromWhatMayComeBack() throws IOException {
    serve("/404", 404, 0, null);
    serve("/410", 410, 0, null);
    serve("/loop", 302, 0, "/loop");
    serve("/503", 503, 0, null);
    serve("/429", 429, 0, null);
    assertRefused(uri("/404"), ErrorCode.URI_NOT_FOUND);
    assertRefused(uri("/410"), ErrorCode.URI_NOT_FOUND);
    assertRefused(uri("/loop"), ErrorCode.URI_NOT_FOUND);
    assertRefused(uri("/503"), ErrorCode.URI_UNAVAILABLE);
    assertRefused(uri("/429"), ErrorCode.URI_UNAVAILABLE);
    String gone = uri("/gone");
    server.stop(0);
    assertRefused(gone, ErrorCode.URI_UNAVAILABLE);
  }

  @Test
  void shouldNotWaitForAHostThatNeverEnds() {
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          try {
            Thread.currentThread().join(); // until the test's end interrupts it
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    fetcher.close();
    open(Duration.ofMillis(500));
    assertRefused(uri("/slow"), ErrorCode.URI_UNAVAILABLE);
  }
}
