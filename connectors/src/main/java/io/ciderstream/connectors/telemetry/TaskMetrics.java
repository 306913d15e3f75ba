package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.ErrorCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exposes one task's counters, tagged by connector and task, over JMX as {@code
 * io.ciderstream:type=milvus-sink,connector=NAME,task=NUMBER} and in a Micrometer registry, until
 * it is closed.
 */
public final class TaskMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);
  private static final String CODE = "code";

  /** A task that was cut off from the group can run for a while in parallel with its successor. */
  private static final Map<ObjectName, TaskMetrics> CURRENT = new ConcurrentHashMap<>();

  private final SinkCounters counters;
  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name;

  /**
   * Creates the task metrics.
   *
   * @param connector the connector's name
   * @param task the task's number within it
   * @param registry receives the meters
   * @param clock measures the age of the newest record
   */
  public TaskMetrics(String connector, String task, MeterRegistry registry, InstantSource clock) {
    this.counters = new SinkCounters(clock);
    this.registry = registry;
    this.name = objectName(connector, task);
    TaskMetrics former = CURRENT.put(name, this);
    if (former != null) {
      former.meters.forEach(former.registry::remove);
    }
    expose();
    Tags tags = Tags.of("connector", connector, "task", task);
    for (SinkMetric metric : SinkMetric.values()) {
      bind(metric, tags);
    }
  }

  /** Returns the name of a task's MBean. */
  public static ObjectName objectName(String connector, String task) {
    try {
      return new ObjectName(
          "io.ciderstream:type=milvus-sink,connector=%s,task=%s"
              .formatted(ObjectName.quote(connector), task));
    } catch (JMException e) {
      throw new IllegalArgumentException("task is " + task, e);
    }
  }

  /** Returns the task's counters. */
  public SinkCounters counters() {
    return counters;
  }

  private void expose() {
    try {
      if (beans.isRegistered(name)) {
        beans.unregisterMBean(name);
      }
      beans.registerMBean(new SinkBean(counters), name);
    } catch (JMException e) {
      LOG.warn("cannot register the metrics of {} over JMX", name, e);
    }
  }

  private void bind(SinkMetric metric, Tags tags) {
    switch (metric.kind()) {
      case COUNTER -> counter(metric, metric.meterName(), tags, c -> c.value(metric));
      case BY_CODE -> {
        for (ErrorCode code : ErrorCode.values()) {
          Tags coded = tags.and(CODE, code.name());
          counter(metric, metric.meterName(), coded, c -> c.value(metric, code));
        }
      }
      case DISTRIBUTION -> {
        Distribution distribution = counters.distribution(metric);
        counter(metric, metric.meterName() + ".count", tags, c -> distribution.count());
        counter(metric, metric.meterName() + ".sum", tags, c -> distribution.total());
      }
      case GAUGE ->
          meters.add(
              Gauge.builder(metric.meterName(), counters, c -> c.value(metric))
                  .description(metric.help())
                  .baseUnit(metric.unit())
                  .tags(tags)
                  .register(registry));
    }
  }

  private void counter(
      SinkMetric metric, String meterName, Tags tags, ToDoubleFunction<SinkCounters> value) {
    meters.add(
        FunctionCounter.builder(meterName, counters, value)
            .description(metric.help())
            .baseUnit(metric.unit())
            .tags(tags)
            .register(registry));
  }

  @Override
  public void close() {
    if (!CURRENT.remove(name, this)) {
      return; // its successor uses the names
    }
    meters.forEach(registry::remove);
    try {
      beans.unregisterMBean(name);
    } catch (JMException e) {
      LOG.warn("cannot unregister the metrics of {} over JMX", name, e);
    }
  }
}
