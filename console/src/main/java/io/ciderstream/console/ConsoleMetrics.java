package io.ciderstream.console;

import io.ciderstream.console.live.Snapshot;
import io.ciderstream.console.live.SnapshotHistory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of the console: its requests, its JVM, and the system's state. All but the JVM's are
 * also in Micrometer's global registry, which the metrics port serves. Any thread.
 */
final class ConsoleMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<MeterRegistry> registries = List.of(registry, Metrics.globalRegistry);

  ConsoleMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  void answered(String method, String template, int status, long nanos) {
    ConsoleMetric metric = ConsoleMetric.REQUESTS;
    Tags tags =
        Tags.of(
            metric.tags().get(0),
            method.matches("GET|PUT|POST|DELETE") ? method : "other",
            metric.tags().get(1),
            template,
            metric.tags().get(2),
            Integer.toString(status));
    for (MeterRegistry each : registries) {
      Timer.builder(metric.id())
          .description(metric.help())
          .tags(tags)
          .register(each)
          .record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  void bind(SnapshotHistory snapshots) {
    for (ConsoleMetric metric : ConsoleMetric.values()) {
      metric.value().ifPresent(value -> gauge(metric, snapshots, value));
    }
  }

  private void gauge(
      ConsoleMetric metric, SnapshotHistory snapshots, ToDoubleFunction<Snapshot> value) {
    for (MeterRegistry each : registries) {
      Gauge.builder(
              metric.id(),
              () ->
                  snapshots.latest() == null ? Double.NaN : value.applyAsDouble(snapshots.latest()))
          .description(metric.help())
          .register(each);
    }
  }

  /** Removes the metrics from the global registry too. */
  @Override
  public void close() {
    for (ConsoleMetric metric : ConsoleMetric.values()) {
      Metrics.globalRegistry.find(metric.id()).meters().forEach(Metrics.globalRegistry::remove);
    }
    registry.close();
  }
}
