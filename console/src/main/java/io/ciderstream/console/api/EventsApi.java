package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Json;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.live.Live;
import io.ciderstream.console.live.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Tells what goes on, as server-sent events: the history once, then each new snapshot. */
final class EventsApi {
  private static final int MOST_LISTENERS = 64;

  /** So that no client keeps all others out. */
  private static final int MOST_OF_ONE_CLIENT = 32;

  private final Live live;
  private final Semaphore listeners = new Semaphore(MOST_LISTENERS);
  private final Map<String, Integer> ofClient = new ConcurrentHashMap<>();

  EventsApi(Live live) {
    this.live = live;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/events", false, this::listen));
  }

  private void listen(Exchange exchange) throws IOException, InterruptedException {
    if (exchange.isHead()) {
      exchange.empty(200);
      return;
    }
    String client = exchange.address();
    enter(client);
    exchange.set("Cache-Control", "no-store").set("X-Accel-Buffering", "no");
    try (OutputStream out = exchange.stream("text/event-stream")) {
      Snapshot known = live.latest();
      send(out, "history", live.history());
      for (known = live.next(known); known != null; known = live.next(known)) {
        send(out, "snapshot", known);
      }
    } finally {
      leave(client);
    }
  }

  private void enter(String client) {
    if (!listeners.tryAcquire()) {
      throw Problem.of(503, "%d others listen already.".formatted(MOST_LISTENERS));
    }
    if (ofClient.merge(client, 1, Integer::sum) > MOST_OF_ONE_CLIENT) {
      leave(client);
      throw Problem.of(
          429, "%s listens %d times already; close some.".formatted(client, MOST_OF_ONE_CLIENT));
    }
  }

  private void leave(String client) {
    ofClient.computeIfPresent(client, (address, times) -> times == 1 ? null : times - 1);
    listeners.release();
  }

  private static void send(OutputStream out, String name, Object data) throws IOException {
    out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    out.write(Json.write(data));
    out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
