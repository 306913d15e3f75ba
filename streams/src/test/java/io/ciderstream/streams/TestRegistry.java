package io.ciderstream.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** As much of a schema registry as unit tests need: it gives every schema an id, and may fail. */
public final class TestRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> schemas = new ArrayList<>();
  private final Set<Integer> failing = ConcurrentHashMap.newKeySet();
  private volatile boolean down;

  public TestRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on it answers 500 to questions for this id. */
  public void failFor(int id) {
    failing.add(id);
  }

  /** While true it answers 500 to everything. */
  public void setDown(boolean down) {
    this.down = down;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      Object body;
      int status = 200;
      if (down || last.matches("\\d+") && failing.contains(Integer.valueOf(last))) {
        status = 500;
        body = Map.of("error_code", 50001, "message", "made by a test");
      } else if (exchange.getRequestMethod().equals("POST")) {
        JsonNode sent = JSON.readTree(exchange.getRequestBody());
        String schema = sent.get("schema").asText();
        if (!schemas.contains(schema)) {
          schemas.add(schema);
        }
        body = Map.of("id", schemas.indexOf(schema) + 1);
      } else if (path.startsWith("/schemas/ids/")) {
        int id = Integer.parseInt(last);
        boolean known = id >= 1 && id <= schemas.size();
        status = known ? 200 : 404;
        body =
            known
                ? Map.of("schema", schemas.get(id - 1))
                : Map.of("error_code", 40403, "message", "no such schema");
      } else {
        body = List.of();
      }
      byte[] bytes = JSON.writeValueAsBytes(body);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
