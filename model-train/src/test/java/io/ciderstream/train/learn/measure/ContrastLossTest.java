package io.ciderstream.train.learn.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.metric.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastLossTest {
  private static final Truth SECOND = new Truth(new int[] {1}, new int[] {0});

  @Test
  void shouldCompareTheRightAnswersWithAll() {
    float[][] descriptors = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
    double none = Math.log(1 + 2 * Math.exp(-1 / 0.07));
    assertThat(loss(descriptors, SECOND)).isCloseTo(none, within(1e-9));
    assertThat(loss(descriptors, new Truth(new int[] {1, 2}, new int[] {0})))
        .isCloseTo(none + 0.5 / 0.07, within(1e-9));
  }

  @Test
  void shouldLeaveOutQueriesWithoutAnAnswer() {
    float[][] same = {{1, 0}, {1, 0}, {1, 0}};
    assertThat(ContrastLoss.of(same, new int[] {0, 2}, 3, List.of(SECOND, Truth.NONE)))
        .isCloseTo(Math.log(2), within(1e-9));
    assertThat(ContrastLoss.of(same, new int[] {2}, 3, List.of(Truth.NONE))).isZero();
  }

  private static double loss(float[][] descriptors, Truth truth) {
    return ContrastLoss.of(descriptors, new int[] {0}, descriptors.length, List.of(truth));
  }
}
