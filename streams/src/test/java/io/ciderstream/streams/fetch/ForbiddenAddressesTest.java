package io.ciderstream.streams.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uris, redirects and names that lead to this machine's own server, which must not be reached. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ForbiddenAddressesTest {
  private static final String PUBLIC = "203.0.114.1";

  private final AtomicInteger requests = new AtomicInteger();
  private final Deque<String> answers = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          String to = exchange.getRequestURI().getQuery();
          if (to != null) {
            exchange.getResponseHeaders().add("Location", to);
          }
          exchange.sendResponseHeaders(to == null ? 200 : 302, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** Resolves the name to one address after another; the last one stays. */
  private List<InetAddress> next(String name) throws UnknownHostException {
    if (!name.endsWith(".example")) {
      return Dns.SYSTEM.lookup(name);
    }
    return List.of(
        InetAddress.getByName(answers.size() > 1 ? answers.remove() : answers.element()));
  }

  private HttpPictureFetcher fetcher(Set<String> hosts, String... networks) {
    return new HttpPictureFetcher(
        new FetchOptions(
            hosts,
            List.of(networks).stream().map(AddressRange::of).toList(),
            new FetchBounds(4, 4, 1000, 1 << 20),
            new FetchTimes(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(20)),
            Duration.ofMillis(1)),
        this::next);
  }

  private static CiderException failure(HttpPictureFetcher fetcher, String uri) {
    return catchThrowableOfType(
        CiderException.class, () -> fetcher.fetch(uri, PictureFetcher.WITHOUT_END));
  }

  private void assertRefused(HttpPictureFetcher fetcher, String uri) {
    CiderException failure = failure(fetcher, uri);
    assertThat(failure).as(uri).isNotNull();
    assertThat(failure.code()).as(uri).isEqualTo(ErrorCode.URI_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "::ffff:127.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "fd00::1", "fe80::1", "100.64.0.1", "224.0.0.1"
      })
  void shouldRefuseANameOfAnAddressThatIsNotPublic(String address) {
    answers.add(address);
    try (HttpPictureFetcher fetcher = fetcher(Set.of("pictures.example"))) {
      String uri = "http://pictures.example:%d/a".formatted(port());
      assertRefused(fetcher, uri);
      assertThat(failure(fetcher, uri)).hasMessageContaining("fetch.allowed.networks");
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  void shouldFetchFromANameInAnAllowedNetwork() throws Exception {
    answers.add("127.0.0.1");
    try (HttpPictureFetcher fetcher = fetcher(Set.of("pictures.example"), "127.0.0.0/8")) {
      fetcher
          .fetch("http://pictures.example:%d/a".formatted(port()), PictureFetcher.WITHOUT_END)
          .close();
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void shouldNotReachThisMachineByANameThatIsPublicWhenAskedFirst() throws Exception {
    answers.addAll(List.of(PUBLIC, "127.0.0.1"));
    try (HttpPictureFetcher fetcher = fetcher(Set.of("pictures.example"))) {
      String uri = "http://pictures.example:%d/a".formatted(port());
      CiderException first = failure(fetcher, uri);
      assertThat(first.code()).isEqualTo(ErrorCode.URI_UNAVAILABLE);
      assertRefused(fetcher, uri);
      fetcher.isPicturesOwn(first);
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  void shouldUseThePublicOnesOfSeveralAddresses() throws Exception {
    InetAddress inner = InetAddress.getByName("127.0.0.1");
    InetAddress outer = InetAddress.getByName(PUBLIC);
    FetchOptions options =
        new FetchOptions(
            Set.of("pictures.example:80"),
            List.of(),
            new FetchBounds(1, 1, 1, 1),
            new FetchTimes(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)),
            Duration.ZERO);
    AllowedAddresses addresses = new AllowedAddresses(name -> List.of(inner, outer), options);
    assertThat(addresses.lookup("pictures.example")).containsExactly(outer);
    assertThat(addresses.lookup("proxy.example")).containsExactly(inner, outer);
  }

  @Test
  void shouldRefuseOtherSpellingsOfThisMachine() {
    answers.add("127.0.0.1");
    try (HttpPictureFetcher fetcher = fetcher(Set.of("pictures.example", "[2001:4860::1]"))) {
      for (String host :
          List.of(
              "127.0.0.1",
              "127.1",
              "2130706433",
              "0x7f000001",
              "0177.0.0.1",
              "0",
              "localhost",
              "LOCALHOST",
              "localhost.",
              "pictures.example.",
              "[::1]",
              "[::ffff:127.0.0.1]",
              "[::]",
              "[0:0:0:0:0:0:0:1]",
              "%6cocalhost",
              "\u2460\u2461\u2466.0.0.1",
              "pictures.example@127.0.0.1",
              "pictures.example:80@127.0.0.1",
              "pictures.example#@127.0.0.1",
              "pictures.example\\@127.0.0.1",
              "127.0.0.1%00.pictures.example",
              "pictures.example%00",
              "pictures.example%2f",
              "pictures.example\u3002",
              "pictures.example ")) {
        assertRefused(fetcher, "http://%s:%d/a".formatted(host, port()));
      }
      for (String uri :
          List.of(
              "file:///etc/passwd",
              "FILE:/etc/passwd",
              "file://pictures.example/etc/passwd",
              "jar:http://pictures.example/a!/b",
              "ftp://pictures.example/a",
              "//pictures.example/a",
              "gopher://pictures.example/a",
              "data:,a",
              "http:pictures.example",
              "http:/a",
              "",
              "http://pictures.example:65536/",
              "http://pictures.example:-1/",
              "http://pictures.example:0/",
              "http://pictures.example:4294967376/",
              "http://pictures.example:80\r\nHost: other/",
              "http://pictures.example/\r\nA: b")) {
        assertRefused(fetcher, uri);
      }
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  void shouldRefuseARedirectToThem() {
    answers.add("10.0.0.1");
    try (HttpPictureFetcher fetcher = fetcher(Set.of("127.0.0.1", "inner.example"))) {
      String start = "http://127.0.0.1:%d/?".formatted(port());
      for (String to :
          List.of(
              "http://127.1:%d/".formatted(port()),
              "http://169.254.169.254/latest/meta-data",
              "//169.254.169.254/",
              "file:///etc/passwd",
              "http://[::1]/",
              "http://inner.example/",
              "http://a:b@127.0.0.1:%d/".formatted(port()),
              "gopher://127.0.0.1/")) {
        requests.set(0);
        assertRefused(fetcher, start + to);
        assertThat(requests).as(to).hasValue(1);
      }
    }
  }

  @Test
  void shouldShowNoCredentials() {
    try (HttpPictureFetcher fetcher = fetcher(Set.of("127.0.0.1"))) {
      String base = "127.0.0.1:%d/a.jpg".formatted(port());
      String query = "?X-Amz-Signature=s3cret";
      server.stop(0);
      for (String uri :
          List.of(
              "http://user:s3cret@" + base,
              "http://" + base + query,
              "ftp://u:s3cret@" + base,
              "http://other.example/a" + query,
              "http://user:s3cret@not a uri",
              "http://127.0.0.1:99999/" + query,
              "http://127.0.0.1/#s3cret")) {
        CiderException failure = failure(fetcher, uri);
        for (Throwable e = failure; e != null; e = e.getCause()) {
          assertThat(e.toString()).doesNotContain("s3cret");
        }
      }
      assertRefused(fetcher, "http://user:s3cret@" + base);
    }
  }
}
