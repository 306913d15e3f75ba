package io.ciderstream.console.api;

import io.ciderstream.console.http.ApiJson;
import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.live.Snapshot;
import io.ciderstream.console.live.SnapshotHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Streams the system's state as server-sent events: the history once, then each snapshot. */
final class EventsApi {
  private static final int MAX_LISTENERS = 64;

  /** Leaves room for other clients. */
  private static final int MAX_PER_CLIENT = 32;

  private final SnapshotHistory snapshots;
  private final Semaphore listeners = new Semaphore(MAX_LISTENERS);
  private final Map<String, Integer> ofClient = new ConcurrentHashMap<>();

  EventsApi(SnapshotHistory snapshots) {
    this.snapshots = snapshots;
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
      Snapshot known = snapshots.latest();
      send(out, "history", snapshots.all());
      for (known = snapshots.next(known); known != null; known = snapshots.next(known)) {
        send(out, "snapshot", known);
      }
    } finally {
      leave(client);
    }
  }

  private void enter(String client) {
    if (!listeners.tryAcquire()) {
      throw Problem.of(503, "%d clients already listen; try again later.".formatted(MAX_LISTENERS));
    }
    if (ofClient.merge(client, 1, Integer::sum) > MAX_PER_CLIENT) {
      leave(client);
      throw Problem.of(
          429,
          "%s already listens %d times; close some connections.".formatted(client, MAX_PER_CLIENT));
    }
  }

  private void leave(String client) {
    ofClient.computeIfPresent(client, (address, times) -> times == 1 ? null : times - 1);
    listeners.release();
  }

  private static void send(OutputStream out, String name, Object data) throws IOException {
    out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    out.write(ApiJson.write(data));
    out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
