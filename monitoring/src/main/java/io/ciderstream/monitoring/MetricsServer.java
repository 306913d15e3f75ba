package io.ciderstream.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /metrics} (Prometheus text), {@code /health} (200 unless the process must be
 * restarted) and {@code /ready} (200 while it does its work); 503 otherwise, with the reasons as
 * JSON.
 */
final class MetricsServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int WRONG_METHOD = 405;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private record Body(int status, String type, String text) {}

  /**
   * Starts to serve.
   *
   * @param port 0 for any free one
   * @throws CiderException SETTING_INVALID if it cannot listen there
   */
  MetricsServer(String host, int port, Meters meters, Health live, Health ready) {
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException | RuntimeException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The address %s=%s, %s=%d cannot be used: %s."
              .formatted(
                  MonitoringSettings.HOST, host, MonitoringSettings.PORT, port, e.getMessage()),
          e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, meters, live, ready));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Meters meters, Health live, Health ready)
      throws IOException {
    try (exchange) {
      Body body = body(exchange, meters, live, ready);
      byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", body.type());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(body.status(), head ? -1 : bytes.length);
      if (!head) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static Body body(HttpExchange exchange, Meters meters, Health live, Health ready) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Body(WRONG_METHOD, "text/plain", "only GET and HEAD\n");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> new Body(OK, "text/plain; version=0.0.4; charset=utf-8", meters.text());
      case "/health" -> of(live.report());
      case "/ready" -> of(ready.report());
      default -> new Body(NOT_FOUND, "text/plain", "there are /metrics, /health and /ready\n");
    };
  }

  private static Body of(Health.Report report) {
    return new Body(report.up() ? OK : UNAVAILABLE, "application/json", report.json());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
