package io.ciderstream.trials.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.trials.results.BenchResult;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StepBenchTest {
  @Test
  void shouldCompareWithTheFastestInEachRound() {
    BenchResult.Builder result = BenchResult.of("step");
    StepBench bench =
        new StepBench(
            List.of(
                new Fake("ours", 5, 1, 2, 4),
                new Fake("slow", 5.001, 2, 4, 8),
                new Fake("fast", 5, 0.5, 2.2, 4.8)),
            8,
            1e-3,
            text -> {});
    bench.run(3, 4, result);

    assertThat(result.build().figures().get("ours / PyTorch")).isCloseTo(1.1, within(1e-9));
    assertThat(result.build().markdown()).contains("| ours | 2.00 | 4.00 |", "| 2.00 |");
  }

  @Test
  void shouldRejectProgramsThatComputeOtherThings() {
    StepBench bench =
        new StepBench(
            List.of(new Fake("ours", 5, 1), new Fake("other", 5.1, 1)), 8, 1e-3, text -> {});
    assertThatThrownBy(() -> bench.run(1, 1, BenchResult.of("step")))
        .hasMessageContaining("do not compute the same");
  }

  private static final class Fake implements MeasuredSteps {
    private final String name;
    private final double loss;
    private final Queue<Double> seconds = new ArrayDeque<>();

    Fake(String name, double loss, double... seconds) {
      this.name = name;
      this.loss = loss;
      this.seconds.add(0.0); // the warm-up
      for (double each : seconds) {
        this.seconds.add(each);
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Taken take(int count) {
      return new Taken(seconds.remove(), Collections.nCopies(count, loss));
    }

    @Override
    public void close() {}
  }
}
