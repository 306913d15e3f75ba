package io.ciderstream.cli.metrics;

import java.lang.management.ManagementFactory;
import java.util.stream.DoubleStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.utils.Sanitizer;

/** What Kafka Connect itself counts of the sink's tasks in this process, read from its MBeans. */
final class SinkMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName tasks;

  SinkMetrics(String connector) {
    try {
      tasks =
          new ObjectName(
              "kafka.connect:type=sink-task-metrics,connector=%s,task=*"
                  .formatted(Sanitizer.jmxSanitize(connector)));
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(connector + " is no connector's name", e);
    }
  }

  void bindTo(Meters meters) {
    meters.counter(Metric.SINK_SENT, () -> attribute("sink-record-send-total").sum());
    meters.gauge(Metric.SINK_ACTIVE, () -> attribute("sink-record-active-count").sum());
    meters.gauge(
        Metric.SINK_PUT,
        () -> attribute("put-batch-avg-time-ms").average().orElse(Double.NaN) / MILLIS_PER_SECOND);
    meters.gauge(Metric.SINK_TASKS, () -> attribute("sink-record-send-total").count());
  }

  private DoubleStream attribute(String name) {
    return beans.queryNames(tasks, null).stream()
        .mapToDouble(task -> value(task, name))
        .filter(value -> !Double.isNaN(value));
  }

  private double value(ObjectName task, String attribute) {
    try {
      return beans.getAttribute(task, attribute) instanceof Number number
          ? number.doubleValue()
          : Double.NaN;
    } catch (JMException e) {
      return Double.NaN; // the task ended meanwhile
    }
  }
}
