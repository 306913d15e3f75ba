package io.ciderstream.console;

import io.ciderstream.console.live.Live;
import io.ciderstream.console.live.Snapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The console's metrics: its requests, its JVM, and what it sees of the system. */
final class ConsoleMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  ConsoleMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  void answered(String method, String template, int status, long nanos) {
    Timer.builder("cider.console.requests")
        .description("Requests by route and status.")
        .tag("method", method.matches("GET|PUT|POST|DELETE") ? method : "other")
        .tag("route", template)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void bind(Live live) {
    gauge(
        "cider.images.in", "Records ever produced to the images topic.", live, Snapshot::imagesIn);
    gauge("cider.pictures", "Image ids with a descriptor.", live, Snapshot::pictures);
    gauge("cider.dead.letters", "Dead letters seen.", live, Snapshot::deadLetters);
    gauge("cider.embedder.lag", "Images not finished.", live, Snapshot::embedderLag);
    gauge("cider.sink.lag", "Descriptors not written.", live, Snapshot::sinkLag);
    gauge("cider.searcher.lag", "Queries not finished.", live, Snapshot::searcherLag);
    gauge(
        "cider.freshness.p50.seconds",
        "From produced to searchable, median of five minutes.",
        live,
        snapshot -> snapshot.freshness().p50Ms() / 1e3);
    gauge(
        "cider.freshness.p99.seconds",
        "From produced to searchable, 99th percentile of five minutes.",
        live,
        snapshot -> snapshot.freshness().p99Ms() / 1e3);
  }

  private void gauge(String name, String description, Live live, ToDoubleFunction<Snapshot> value) {
    Gauge.builder(
            name, () -> live.latest() == null ? Double.NaN : value.applyAsDouble(live.latest()))
        .description(description)
        .register(registry);
  }

  @Override
  public void close() {
    registry.close();
  }
}
