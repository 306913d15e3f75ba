package io.ciderstream.trials.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexDifferencesTest {
  private final Workload workload = Workload.rows(10, 4);
  private final IndexDifferences.Comparison comparison =
      new IndexDifferences.Comparison(workload, Map.of("a", 1L, "b", 2L));

  private float[] vector(long number) {
    return workload.update(number).vector();
  }

  @Test
  void shouldFindNoneWhereEachKeyHasItsLastRow() {
    comparison.row("a", 1, vector(1));
    comparison.row("b", 2, vector(2));
    assertThat(comparison.findings()).isEqualTo(new IndexDifferences(2, 0, 0, 0, 0));
    assertThat(comparison.findings().same()).isTrue();
  }

  @Test
  void shouldCountEachKindOfDifference() {
    comparison.row("a", 0, vector(0));
    comparison.row("c", 1, vector(1));
    assertThat(comparison.findings()).isEqualTo(new IndexDifferences(2, 1, 1, 1, 0));
    assertThat(comparison.findings().same()).isFalse();
  }

  @Test
  void shouldCountASecondRowOfAKey() {
    comparison.row("a", 1, vector(1));
    comparison.row("a", 1, vector(1));
    assertThat(comparison.findings().surplus()).isEqualTo(1);
  }

  @Test
  void shouldCountAnotherVector() {
    comparison.row("a", 1, vector(2));
    comparison.row("b", 2, new float[3]);
    assertThat(comparison.findings().damaged()).isEqualTo(2);
  }
}
