package io.ciderstream.connectors.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.schemas.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private TaskMetrics metrics(String task) {
    return new TaskMetrics("si:nk", task, registry, () -> NOW);
  }

  private static double attribute(String task, String name) throws Exception {
    ObjectName bean = TaskMetrics.objectName("si:nk", task);
    return ((Number) BEANS.getAttribute(bean, name)).doubleValue();
  }

  @Test
  void shouldShowTheSameFiguresOverJmxAndMicrometer() throws Exception {
    try (TaskMetrics metrics = metrics("0")) {
      SinkCounters counters = metrics.counters();
      counters.request(90, 10, 5_000, Duration.ofMillis(20));
      counters.request(100, 0, 5_000, Duration.ofMillis(20));
      counters.done(250, NOW.minusSeconds(30).toEpochMilli());
      counters.done(1, NOW.minusSeconds(60).toEpochMilli());
      counters.retried(ErrorCode.INDEX_UNAVAILABLE, Duration.ofMillis(1500));
      counters.deadLettered(ErrorCode.VECTOR_INVALID);

      assertThat(attribute("0", "rowsUpserted")).isEqualTo(190);
      assertThat(attribute("0", "rowsDeleted")).isEqualTo(10);
      assertThat(attribute("0", "records")).isEqualTo(251);
      assertThat(attribute("0", "bytes")).isEqualTo(10_000);
      assertThat(attribute("0", "batchRowsCount")).isEqualTo(2);
      assertThat(attribute("0", "batchRowsP99")).isBetween(100.0, 119.0);
      assertThat(attribute("0", "requestLatencyTotal")).isCloseTo(0.04, within(1e-9));
      assertThat(attribute("0", "requestLatencyP50")).isBetween(0.02, 0.0238);
      assertThat(attribute("0", "retries.INDEX_UNAVAILABLE")).isEqualTo(1);
      assertThat(attribute("0", "paused")).isEqualTo(1.5);
      assertThat(attribute("0", "deadLetters")).isEqualTo(1);
      assertThat(attribute("0", "newestAge")).isEqualTo(30);

      assertThat(registry.get("cider.sink.rows.upserted").functionCounter().count()).isEqualTo(190);
      assertThat(
              registry
                  .get("cider.sink.dead.letters")
                  .tag("code", "VECTOR_INVALID")
                  .tag("connector", "si:nk")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
      assertThat(registry.get("cider.sink.newest.age").gauge().value()).isEqualTo(30);
    }
  }

  @Test
  void shouldHaveAnAttributeForEachMetric() throws Exception {
    try (TaskMetrics metrics = metrics("1")) {
      for (var attribute :
          BEANS.getMBeanInfo(TaskMetrics.objectName("si:nk", "1")).getAttributes()) {
        double value = attribute("1", attribute.getName());
        assertThat(value == 0 || Double.isNaN(value)).as(attribute.getName()).isTrue();
      }
      assertThat(metrics.counters().value(SinkMetric.NEWEST_AGE)).isNaN();
    }
  }

  @Test
  void shouldShowTheSuccessorOfATaskThatLivesOn() throws Exception {
    TaskMetrics former = metrics("3");
    try (TaskMetrics successor = metrics("3")) {
      successor.counters().request(7, 0, 1, Duration.ZERO);
      former.close();
      assertThat(attribute("3", "rowsUpserted")).isEqualTo(7);
      assertThat(registry.get("cider.sink.rows.upserted").functionCounter().count()).isEqualTo(7);
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void shouldLeaveNothingBehind() {
    metrics("2").close();
    assertThat(registry.getMeters()).isEmpty();
    assertThat(BEANS.isRegistered(TaskMetrics.objectName("si:nk", "2"))).isFalse();
  }
}
