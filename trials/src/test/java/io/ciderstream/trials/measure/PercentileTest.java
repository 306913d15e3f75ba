package io.ciderstream.trials.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileTest {
  @Test
  void shouldReturnTheValueThatSuchAShareDoesNotExceed() {
    List<Double> values = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();
    assertThat(Percentile.of(values, 0.99)).isEqualTo(99);
    assertThat(Percentile.of(List.of(5.0), 0.99)).isEqualTo(5);
  }
}
