package io.ciderstream.overlap.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page of an audit to the browsers of this machine. The address carries a token, which
 * becomes a cookie that pages of other sites cannot use.
 */
public final class ReviewServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY = 4_096;
  private static final int TOKEN_BYTES = 16;
  private static final String COOKIE = "cider_review";
  private static final String TOKEN = "token=";
  private static final String PICTURE = "/thumbnails/[qp]\\d{1,10}\\.jpg";

  private final AuditFolder folder;
  private final Set<String> pairs;
  private final MarkFile marks;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String token;

  /** A mark as the page sends it. */
  private record SentMark(String inspector, String pair, String mark) {}

  /** What the page receives. */
  private record Answer(Set<String> inspectors, Map<String, String> marks) {}

  private ReviewServer(AuditFolder folder, Set<String> pairs, MarkFile marks, HttpServer server) {
    this.folder = folder;
    this.pairs = Set.copyOf(pairs);
    this.marks = marks;
    this.server = server;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
  }

  /**
   * Starts to serve.
   *
   * @param pairs names of the pairs that can be marked
   * @param port of the loopback interface; 0 selects a free one
   * @throws CiderException SETTING_INVALID if the port is taken
   */
  public static ReviewServer start(
      AuditFolder folder, Set<String> pairs, MarkFile marks, int port) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
      ReviewServer server = new ReviewServer(folder, pairs, marks, http);
      http.setExecutor(server.threads);
      http.createContext("/", server::handle);
      http.start();
      return server;
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "--port %d cannot be listened on: %s.".formatted(port, e.getMessage()),
          e);
    }
  }

  /** Returns the address to open. */
  public String address() {
    return "http://127.0.0.1:%d/?%s%s".formatted(port(), TOKEN, token);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        admit(exchange);
      } catch (IllegalArgumentException | JsonProcessingException e) {
        problem(exchange, 400, e.getMessage());
      } catch (NoSuchFileException e) {
        problem(exchange, 404, "There is no such file.");
      } catch (RuntimeException e) {
        problem(exchange, 500, e.getMessage());
      }
    }
  }

  private void admit(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Content-Security-Policy", ReviewPage.CONTENT_SECURITY_POLICY);
    if (!isOwnHost(exchange) || isForeign(exchange)) {
      problem(exchange, 403, "Pages of other sites cannot send this request.");
    } else if (isEntry(exchange)) {
      headers.set(
          "Set-Cookie", "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(COOKIE, token));
      bytes(exchange, 200, "text/html; charset=utf-8", Files.readAllBytes(folder.page()));
    } else if (!isKnown(exchange)) {
      problem(exchange, 401, "Open the address that ./cider audit-overlap review printed.");
    } else {
      route(exchange);
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (method.equals("GET") && path.equals("/")) {
      bytes(exchange, 200, "text/html; charset=utf-8", Files.readAllBytes(folder.page()));
    } else if (method.equals("GET") && path.matches(PICTURE)) {
      Path file = folder.path().resolve(path.substring(1));
      bytes(exchange, 200, "image/jpeg", Files.readAllBytes(file));
    } else if (method.equals("GET") && path.equals("/marks")) {
      json(exchange, 200, answer(inspector(exchange)));
    } else if (method.equals("POST") && path.equals("/marks")) {
      mark(exchange);
    } else {
      problem(exchange, 404, "There is nothing at this address.");
    }
  }

  private void mark(HttpExchange exchange) throws IOException {
    String type = Optional.ofNullable(header(exchange, "Content-Type")).orElse("");
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (!type.startsWith("application/json") || body.length > MAX_BODY) {
      throw new IllegalArgumentException(
          "A mark is a JSON object of at most %d bytes.".formatted(MAX_BODY));
    }
    SentMark sent = JSON.readValue(body, SentMark.class);
    if (sent == null) {
      throw new IllegalArgumentException("A mark is a JSON object.");
    }
    if (sent.inspector == null || sent.pair == null || !pairs.contains(sent.pair)) {
      throw new IllegalArgumentException("The audit has no pair %s.".formatted(sent.pair));
    }
    Mark mark =
        Mark.of(String.valueOf(sent.mark))
            .orElseThrow(
                () -> new IllegalArgumentException("A mark is one of same, different and none."));
    marks.add(sent.inspector, sent.pair, mark);
    json(exchange, 200, answer(sent.inspector));
  }

  private Answer answer(String inspector) {
    Marks now = marks.marks();
    Map<String, String> own = new TreeMap<>();
    now.of(inspector).forEach((pair, mark) -> own.put(pair, mark.text()));
    return new Answer(now.inspectors(), own);
  }

  private static String inspector(HttpExchange exchange) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return query.startsWith("inspector=")
        ? URLDecoder.decode(query.substring("inspector=".length()), StandardCharsets.UTF_8)
        : "";
  }

  /** A name of another site that points to this address is not one of these. */
  private boolean isOwnHost(HttpExchange exchange) {
    String host = String.valueOf(header(exchange, "Host"));
    return host.equals("127.0.0.1:" + port()) || host.equals("localhost:" + port());
  }

  private boolean isForeign(HttpExchange exchange) {
    String site = header(exchange, "Sec-Fetch-Site");
    String origin = header(exchange, "Origin");
    boolean navigation = exchange.getRequestMethod().equals("GET") && isEntry(exchange);
    return site != null && !Set.of("same-origin", "none").contains(site) && !navigation
        || origin != null && !origin.equals("http://" + header(exchange, "Host"));
  }

  /** Returns whether this is the address with the token. */
  private boolean isEntry(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getPath().equals("/")
        && query != null
        && query.startsWith(TOKEN)
        && isToken(query.substring(TOKEN.length()));
  }

  private boolean isKnown(HttpExchange exchange) {
    String cookies = Optional.ofNullable(header(exchange, "Cookie")).orElse("");
    for (String cookie : cookies.split(";\\s*")) {
      if (cookie.startsWith(COOKIE + "=") && isToken(cookie.substring(COOKIE.length() + 1))) {
        return true;
      }
    }
    return false;
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private static void problem(HttpExchange exchange, int status, String text) throws IOException {
    json(exchange, status, Map.of("problem", String.valueOf(text)));
  }

  private static void json(HttpExchange exchange, int status, Object value) throws IOException {
    bytes(exchange, status, "application/json", JSON.writeValueAsBytes(value));
  }

  private static void bytes(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
