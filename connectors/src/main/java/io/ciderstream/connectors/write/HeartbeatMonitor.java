package io.ciderstream.connectors.write;

import io.ciderstream.schemas.DaemonThread;
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
 * Reports the heartbeats of a task's consumer to a {@link WriteLease}. A task has no access to its
 * consumer in Connect, so the monitor reads them from the consumer's metrics over JMX, on a
 * separate thread.
 */
public final class HeartbeatMonitor implements AutoCloseable {
  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);

  private final WriteLease lease;
  private final ObjectName consumer;
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThread.factory("milvus-sink-lease"));

  /**
   * Creates a heartbeat monitor.
   *
   * @param lease receives the heartbeats
   * @param clientId the client id of the consumer
   */
  public HeartbeatMonitor(WriteLease lease, String clientId) {
    this.lease = lease;
    try {
      consumer =
          new ObjectName(
              "kafka.consumer:type=consumer-coordinator-metrics,client-id="
                  + Sanitizer.jmxSanitize(clientId));
    } catch (JMException e) {
      throw new IllegalArgumentException(clientId + " is not a client id", e);
    }
  }

  public void start() {
    thread.scheduleWithFixedDelay(
        this::sample, 0, SAMPLE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sample() {
    // in this order, so that the slowest is one of those counted, or later
    double count = attribute("heartbeat-total");
    double slowest = attribute("heartbeat-response-time-max");
    lease.noteHeartbeats(
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
