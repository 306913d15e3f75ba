package io.ciderstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Gate;
import io.ciderstream.console.http.Json;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.http.StaticFiles;
import io.ciderstream.console.live.Live;
import io.ciderstream.console.live.Snapshot;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.Replies;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Health, readiness, metrics, the API's own description, and logging in. */
final class SystemApi {
  private static final int MOST_TOKEN_BYTES = 4 << 10;

  private final Gate gate;
  private final Live live;
  private final DescriptorView descriptorView;
  private final Replies replies;
  private final PrometheusMeterRegistry metrics;

  SystemApi(
      Gate gate,
      Live live,
      DescriptorView descriptorView,
      Replies replies,
      PrometheusMeterRegistry metrics) {
    this.gate = gate;
    this.live = live;
    this.descriptorView = descriptorView;
    this.replies = replies;
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
    Snapshot latest = live.latest();
    boolean broker = latest != null && latest.brokerReached();
    boolean descriptors = descriptorView.isCaughtUp();
    boolean listening = replies.isListening();
    Map<String, Boolean> checks =
        Map.of("broker", broker, "descriptors", descriptors, "replies", listening);
    boolean ready = broker && descriptors && listening;
    if (!ready) {
      throw Problem.of(503, "Not all that is needed was reached yet.").with("checks", checks);
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
    JsonNode json = Json.readObject(exchange.body(MOST_TOKEN_BYTES));
    if (!gate.isToken(json.path("token").asText())) {
      throw Problem.of(401, "That is not the token.");
    }
    if (gate.isLocked()) {
      exchange.set("Set-Cookie", gate.cookie());
    }
    exchange.empty(204);
  }
}
