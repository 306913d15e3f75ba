package io.ciderstream.console;

import io.ciderstream.console.live.Live;
import io.ciderstream.console.live.Snapshot;
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
 * The console's metrics: its requests, its JVM, and what it sees of the system. All but the JVM's
 * are also in Micrometer's global registry, which the port for metrics serves. Any thread.
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

  void bind(Live live) {
    for (ConsoleMetric metric : ConsoleMetric.values()) {
      metric.value().ifPresent(value -> gauge(metric, live, value));
    }
  }

  private void gauge(ConsoleMetric metric, Live live, ToDoubleFunction<Snapshot> value) {
    for (MeterRegistry each : registries) {
      Gauge.builder(
              metric.id(),
              () -> live.latest() == null ? Double.NaN : value.applyAsDouble(live.latest()))
          .description(metric.help())
          .register(each);
    }
  }

  /** Takes them out of the global registry too. */
  @Override
  public void close() {
    for (ConsoleMetric metric : ConsoleMetric.values()) {
      Metrics.globalRegistry.find(metric.id()).meters().forEach(Metrics.globalRegistry::remove);
    }
    registry.close();
  }
}
