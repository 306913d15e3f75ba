package io.ciderstream.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/** Registers the meters of this process: those of {@link Metric} and of the JVM. Any thread. */
final class Meters implements AutoCloseable {
  private static final Duration[] BUCKETS =
      java.util.stream.LongStream.of(
              5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  // Micrometer itself only holds them weakly
  private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Metrics.addRegistry(
        registry); // the sink, which Kafka Connect creates, registers its meters there
  }

  /**
   * Returns a counter.
   *
   * @param values of the metric's tags, in their order
   */
  Counter counter(Metric metric, String... values) {
    return Counter.builder(metric.id())
        .description(metric.help())
        .baseUnit(unit(metric))
        .tags(tags(metric, values))
        .register(registry);
  }

  /** Registers a counter whose value is read from elsewhere. */
  void counter(Metric metric, DoubleSupplier value, String... values) {
    counted.add(value);
    FunctionCounter.builder(metric.id(), value, DoubleSupplier::getAsDouble)
        .description(metric.help())
        .baseUnit(unit(metric))
        .tags(tags(metric, values))
        .register(registry);
  }

  Timer timer(Metric metric, String... values) {
    return Timer.builder(metric.id())
        .description(metric.help())
        .tags(tags(metric, values))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Registers a gauge; NaN while its value is unknown. */
  void gauge(Metric metric, DoubleSupplier value, String... values) {
    Gauge.builder(metric.id(), value::getAsDouble)
        .description(metric.help())
        .baseUnit(unit(metric))
        .tags(tags(metric, values))
        .register(registry);
  }

  /** Returns all meters in the text format of Prometheus. */
  String text() {
    return registry.scrape();
  }

  private static String unit(Metric metric) {
    return metric.unit().isEmpty() ? null : metric.unit();
  }

  private static Tags tags(Metric metric, String... values) {
    if (values.length != metric.tags().size()) {
      throw new IllegalArgumentException(metric + " has the tags " + metric.tags());
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(Tag.of(metric.tags().get(i), values[i]));
    }
    return tags;
  }

  @Override
  public void close() {
    Metrics.removeRegistry(registry);
    collections.close();
    registry.close();
  }
}
