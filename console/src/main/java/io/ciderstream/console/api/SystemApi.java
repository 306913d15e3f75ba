package io.ciderstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.console.http.AccessControl;
import io.ciderstream.console.http.ApiJson;
import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.http.StaticFiles;
import io.ciderstream.console.live.Snapshot;
import io.ciderstream.console.live.SnapshotHistory;
import io.ciderstream.console.log.TopicAccess;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Health, readiness, metrics, the description of the API, and the login. */
final class SystemApi {
  private static final int MAX_TOKEN_BYTES = 4 << 10;

  private final AccessControl accessControl;
  private final SnapshotHistory snapshots;
  private final TopicAccess access;
  private final PrometheusMeterRegistry metrics;

  SystemApi(
      AccessControl accessControl,
      SnapshotHistory snapshots,
      TopicAccess access,
      PrometheusMeterRegistry metrics) {
    this.accessControl = accessControl;
    this.snapshots = snapshots;
    this.access = access;
    this.metrics = metrics;
  }

  List<Route> routes() {
    byte[] description = StaticFiles.read("openapi.json");
    return List.of(
        new Route("GET", "/health", true, Route.ANY_PARAMETER, this::health),
        new Route("GET", "/ready", true, Route.ANY_PARAMETER, this::ready),
        new Route("GET", "/metrics", false, Route.ANY_PARAMETER, this::metrics),
        new Route("POST", "/v1/session", true, this::logIn),
        new Route(
            "GET",
            "/v1/openapi.json",
            true,
            exchange -> exchange.bytes(200, "application/json", description)));
  }

  private void health(Exchange exchange) throws IOException {
    exchange.json(200, Map.of("status", "up"));
  }

  private void ready(Exchange exchange) throws IOException {
    Snapshot latest = snapshots.latest();
    boolean broker = latest != null && latest.brokerReached();
    boolean descriptors = access.descriptors().isCaughtUp();
    boolean listening = access.queries().isListening();
    Map<String, Boolean> checks =
        Map.of("broker", broker, "descriptors", descriptors, "replies", listening);
    boolean ready = broker && descriptors && listening;
    if (!ready) {
      throw Problem.of(503, "The console is not ready; the checks show what it waits for.")
          .with("checks", checks);
    }
    exchange.json(200, Map.of("status", "ready", "checks", checks));
  }

  private void metrics(Exchange exchange) throws IOException {
    exchange.bytes(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private void logIn(Exchange exchange) throws IOException {
    JsonNode json = ApiJson.readObject(exchange.body(MAX_TOKEN_BYTES));
    if (!accessControl.isToken(json.path("token").asText())) {
      throw Problem.of(401, "The token is wrong.");
    }
    if (accessControl.isLocked()) {
      exchange.set("Set-Cookie", accessControl.cookie());
    }
    exchange.empty(204);
  }
}
