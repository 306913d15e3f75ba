package io.ciderstream.connectors.write;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.utils.Sanitizer;

/**
 * Tells a {@link WriteLease} of the heartbeats of a task's consumer. Connect gives a task no access
 * to its consumer, so they are read from the consumer's metrics over JMX. A thread of its own.
 */
public final class HeartbeatWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(200);

  private final WriteLease lease;
  private final ObjectName consumer;
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("milvus-sink-lease").factory());

  /**
   * @param clientId of the consumer
   */
  public HeartbeatWatch(WriteLease lease, String clientId) {
    this.lease = lease;
    try {
      consumer =
          new ObjectName(
              "kafka.consumer:type=consumer-coordinator-metrics,client-id="
                  + Sanitizer.jmxSanitize(clientId));
    } catch (JMException e) {
      throw new IllegalArgumentException(clientId + " is no client id", e);
    }
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    // in this order, so that the slowest is among those counted, or later
    double count = attribute("heartbeat-total");
    double slowest = attribute("heartbeat-response-time-max");
    lease.sampled(
        Double.isNaN(count) ? OptionalLong.empty() : OptionalLong.of((long) count),
        Double.isNaN(slowest) ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(slowest)));
  }

  private double attribute(String name) {
    try {
      return beans.getAttribute(consumer, name) instanceof Number number
          ? number.doubleValue()
          : Double.NaN;
    } catch (JMException | RuntimeException e) {
      return Double.NaN; // no such consumer yet, or no more
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
