package io.ciderstream.monitoring;

import java.lang.management.ManagementFactory;
import java.util.stream.DoubleStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.utils.Sanitizer;

/** Reads what Kafka Connect itself counts of the sink's tasks in this process, from its MBeans. */
final class ConnectTaskMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName tasks;
  private final ObjectName errors;

  ConnectTaskMetrics(String connector) {
    tasks = name("sink-task-metrics", connector);
    errors = name("task-error-metrics", connector);
  }

  private static ObjectName name(String type, String connector) {
    try {
      return new ObjectName(
          "kafka.connect:type=%s,connector=%s,task=*"
              .formatted(type, Sanitizer.jmxSanitize(connector)));
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(connector + " is not a connector's name", e);
    }
  }

  void bindTo(Meters meters) {
    meters.counter(Metric.SINK_SENT, () -> attribute(tasks, "sink-record-send-total").sum());
    meters.gauge(Metric.SINK_ACTIVE, () -> attribute(tasks, "sink-record-active-count").sum());
    meters.gauge(
        Metric.SINK_PUT,
        () ->
            attribute(tasks, "put-batch-avg-time-ms").average().orElse(Double.NaN)
                / MILLIS_PER_SECOND);
    meters.gauge(Metric.SINK_TASKS, () -> attribute(tasks, "sink-record-send-total").count());
    meters.counter(
        Metric.SINK_LETTERS_LOST,
        () -> attribute(errors, "deadletterqueue-produce-failures").sum());
  }

  private DoubleStream attribute(ObjectName which, String name) {
    return beans.queryNames(which, null).stream()
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
