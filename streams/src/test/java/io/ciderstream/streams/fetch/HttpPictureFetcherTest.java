package io.ciderstream.streams.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private void open(Duration idle) {
    open(idle, Duration.ofSeconds(30), Duration.ZERO, new FetchBounds(4, 4, MAX_BYTES, 1 << 20));
  }

  private void open(Duration idle, Duration total, Duration retry, FetchBounds bounds) {
    if (fetcher != null) {
      fetcher.close();
    }
    fetcher =
        new HttpPictureFetcher(
            new FetchOptions(
                Set.of("127.0.0.1"),
                List.of(),
                bounds,
                new FetchTimes(Duration.ofSeconds(10), idle, total),
                retry));
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
    serve("/port", 302, 0, "http://127.0.0.1:99999/a");
    serve("/nowhere", 302, 0, null);
    assertRefused(uri("/port"), ErrorCode.URI_REFUSED);
    assertRefused(uri("/nowhere"), ErrorCode.URI_NOT_FOUND);
    assertRefused(uri("/out"), ErrorCode.URI_REFUSED);
    assertRefused("http://localhost/a", ErrorCode.URI_REFUSED);
    assertRefused("http://127.0.0.1:99999/a", ErrorCode.URI_REFUSED);
    assertRefused("http://127.0.0.1:0/a", ErrorCode.URI_REFUSED);
    assertRefused("http:///a", ErrorCode.URI_REFUSED);
    assertRefused("http:", ErrorCode.URI_REFUSED);
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
    open(Duration.ofMillis(500));
    assertRefused(uri("/slow"), ErrorCode.URI_UNAVAILABLE);
  }

  /** Sends some bytes, each after a pause; the test's end interrupts it. */
  private void drip(String path, int bytes, long pauseMillis) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, bytes);
            for (int i = 0; i < bytes; i++) {
              Thread.sleep(pauseMillis);
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void shouldFetchForLongerThanTheTimeoutWhileBytesArrive() throws InterruptedException {
    drip("/steady", 30, 100);
    open(Duration.ofSeconds(2)); // less than the 3 s that the server takes at least
    assertThat(fetcher.fetch(uri("/steady"), PictureFetcher.WITHOUT_END).content()).hasSize(30);
  }

  @Test
  void shouldEndWhatNeverEndsThoughBytesArrive() {
    drip("/drip", MAX_BYTES, 100);
    open(
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ZERO,
        new FetchBounds(4, 4, MAX_BYTES, 1 << 20));
    assertRefused(uri("/drip"), ErrorCode.URI_UNAVAILABLE);
  }

  @Test
  void shouldRefuseByItsHeadWhatIsTooLarge() {
    server.createContext(
        "/announced",
        exchange -> {
          exchange.sendResponseHeaders(200, 1L << 40);
          exchange.getResponseBody().write(1); // the rest never comes
          exchange.getResponseBody().flush();
        });
    assertRefused(uri("/announced"), ErrorCode.VALUE_TOO_LARGE);
  }

  @Test
  void shouldNameTheSettingThatLimitsIt() {
    serve("/large", 200, MAX_BYTES + 1, null);
    assertThatThrownBy(() -> fetcher.fetch(uri("/large"), PictureFetcher.WITHOUT_END))
        .hasMessageContaining("embedding.max.bytes");
    assertThatThrownBy(() -> fetcher.fetch("http://localhost/a", PictureFetcher.WITHOUT_END))
        .hasMessageContaining("fetch.allowed.hosts");
  }

  @Test
  void shouldNotReadWhatAnErrorSays() {
    serve("/error", 503, 10 * MAX_BYTES, null);
    serve("/none", 404, 10 * MAX_BYTES, null);
    assertRefused(uri("/error"), ErrorCode.URI_UNAVAILABLE);
    assertRefused(uri("/none"), ErrorCode.URI_NOT_FOUND);
  }

  @Test
  void shouldFetchEverythingOverALinkThatIsFarTooSlowForAllAtOnce() throws Exception {
    Semaphore link = new Semaphore(1);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    server.createContext(
        "/throttled",
        exchange -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          link.acquireUninterruptibly();
          try (exchange) {
            Thread.sleep(10);
            now.decrementAndGet();
            exchange.sendResponseHeaders(200, MAX_BYTES);
            exchange.getResponseBody().write(new byte[MAX_BYTES]);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            link.release();
          }
        });
    // all at once would take 3 s each
    open(Duration.ofSeconds(2));
    List<Future<Integer>> fetches = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      fetches.add(
          threads.submit(
              () -> {
                String uri = uri("/throttled");
                try (FetchedPicture fetched = fetcher.fetch(uri, PictureFetcher.WITHOUT_END)) {
                  return fetched.content().length;
                }
              }));
    }
    for (Future<Integer> fetch : fetches) {
      assertThat(fetch.get()).isEqualTo(MAX_BYTES);
    }
    assertThat(most).hasValueLessThanOrEqualTo(4);
  }

  @Test
  void shouldNotWaitLongerThanItsPatienceForOtherFetches() throws Exception {
    drip("/long", 100, 100);
    open(
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ZERO,
        new FetchBounds(1, 1, MAX_BYTES, 1 << 20));
    threads.submit(() -> fetcher.fetch(uri("/long"), PictureFetcher.WITHOUT_END));
    await().until(() -> isBusy());
    assertThatThrownBy(() -> fetcher.fetch(uri("/long"), Duration.ofMillis(50)))
        .hasMessageContaining("URI_UNAVAILABLE")
        .hasMessageContaining("other fetches");
  }

  private boolean isBusy() throws InterruptedException {
    try {
      fetcher.fetch(uri("/none"), Duration.ofMillis(20)).close();
      return false;
    } catch (CiderException e) {
      return e.detail().contains("other fetches");
    }
  }

  private CiderException failure(String uri) {
    return catchThrowableOfType(
        CiderException.class, () -> fetcher.fetch(uri, PictureFetcher.WITHOUT_END));
  }

  @Test
  void shouldTellAPictureThatFailsAloneFromAHostThatIsDown() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    server.createContext(
        "/good",
        exchange -> {
          exchange.sendResponseHeaders(down.get() ? 500 : 200, -1);
          exchange.close();
        });
    serve("/500", 500, 0, null);
    CiderException first = failure(uri("/500"));
    assertThat(fetcher.isPicturesOwn(first)).as("nothing else is known of the host").isFalse();
    fetcher.fetch(uri("/good"), PictureFetcher.WITHOUT_END).close();
    assertThat(fetcher.isPicturesOwn(failure(uri("/500")))).isTrue();
    down.set(true);
    assertThat(fetcher.isPicturesOwn(failure(uri("/500")))).isFalse();
    down.set(false);
    assertThat(fetcher.isPicturesOwn(failure(uri("/500")))).isTrue();
    assertThat(fetcher.isPicturesOwn(new CiderException(ErrorCode.URI_UNAVAILABLE, ""))).isFalse();
  }

  @Test
  void shouldGiveUpAClosedPortAfterTheTimeForIt() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String uri = "http://127.0.0.1:%d/a".formatted(closed);
    assertThat(fetcher.isPicturesOwn(failure(uri))).as("without end").isFalse();
    open(
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        new FetchBounds(4, 4, MAX_BYTES, 1 << 20));
    CiderException failure = failure(uri);
    assertThat(fetcher.isPicturesOwn(failure)).as("the time is not over").isFalse();
    await().until(() -> fetcher.isPicturesOwn(failure));
  }

  @Test
  void shouldQuoteOnlyTheBeginningOfALongUri() {
    String path = "/" + "x".repeat(100_000);
    assertThat(failure("http://other" + path).detail()).hasSizeLessThan(400);
    assertThat(failure("not a uri" + path).detail()).hasSizeLessThan(400);
  }
}
