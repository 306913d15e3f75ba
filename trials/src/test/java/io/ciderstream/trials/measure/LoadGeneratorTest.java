package io.ciderstream.trials.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final Duration STALL = Duration.ofMillis(300);
  private static final int COUNT = 20;

  /** A closed loop would have one slow request; here all that were due meanwhile are late. */
  @Test
  void shouldCountAStallAgainstAllRequestsThatWereDueMeanwhile() {
    LoadGenerator.Outcome outcome =
        new LoadGenerator(100, Duration.ofSeconds(10))
            .run(
                COUNT,
                number -> {
                  if (number == 0) {
                    stall();
                  }
                  return CompletableFuture.completedFuture(number);
                });
    assertThat(outcome.failed()).isZero();
    assertThat(outcome.latency().count()).isEqualTo(COUNT);
    assertThat(outcome.latency().p50()).isGreaterThan(STALL.toMillis() / 2.0);
  }

  @Test
  void shouldCountFailuresAndMissingAnswers() {
    LoadGenerator.Outcome outcome =
        new LoadGenerator(1000, Duration.ofMillis(50))
            .run(
                3,
                number ->
                    switch (number) {
                      case 0 -> CompletableFuture.failedFuture(new IllegalStateException("no"));
                      case 1 -> new CompletableFuture<>();
                      default -> CompletableFuture.completedFuture(number);
                    });
    assertThat(outcome.failed()).isEqualTo(2);
    assertThat(outcome.failures()).isEqualTo(Map.of("no", 1, LoadGenerator.NO_ANSWER, 1));
    assertThat(outcome.latency().count()).isEqualTo(1);
  }

  @Test
  void shouldComputePercentilesThatAreMeasuredValues() {
    Percentiles percentiles = Percentiles.of(List.of(3.0, 1.0, 2.0, 4.0));
    assertThat(percentiles).isEqualTo(new Percentiles(4, 2, 4, 4, 4));
    assertThat(Percentiles.of(List.of()).p50()).isNaN();
  }

  private static void stall() {
    long end = System.nanoTime() + STALL.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
