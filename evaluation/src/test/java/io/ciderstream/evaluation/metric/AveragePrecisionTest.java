package io.ciderstream.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
  private static final double EXACT = 1e-12;

  @Test
  void shouldAddTrapeziaBetweenRightAnswers() {
    // ranks 0 and 2: (1 + 1)/2, then (1/2 + 2/3)/2, halved
    assertThat(AveragePrecision.TRAPEZOID.of(new int[] {0, 2})).isCloseTo(19 / 24.0, within(EXACT));
    // rank 1 alone: (0/1 + 1/2)/2
    assertThat(AveragePrecision.TRAPEZOID.of(new int[] {1})).isCloseTo(0.25, within(EXACT));
    assertThat(AveragePrecision.TRAPEZOID.of(new int[] {0, 1, 2})).isEqualTo(1);
  }

  @Test
  void shouldLookAtTheFirstHundredRanksOnly() {
    // 1/1 and 2/4 of two
    assertThat(AveragePrecision.FIRST_HUNDRED.of(new int[] {0, 3})).isCloseTo(0.75, within(EXACT));
    // the one at rank 100 doesn't count, but is one of two to find
    assertThat(AveragePrecision.FIRST_HUNDRED.of(new int[] {99, 100}))
        .isCloseTo(0.005, within(EXACT));
  }

  @Test
  void shouldDivideByAHundredWhenThereAreMoreToFind() {
    int[] ranks = IntStream.range(0, 250).toArray();

    assertThat(AveragePrecision.FIRST_HUNDRED.of(ranks)).isCloseTo(1, within(EXACT));
  }

  @Test
  void shouldCutPrecisionAtTheLastRightAnswer() {
    int[] ranks = {0, 2};

    assertThat(AveragePrecision.precisionAt(1, ranks)).isEqualTo(1);
    assertThat(AveragePrecision.precisionAt(2, ranks)).isEqualTo(0.5);
    assertThat(AveragePrecision.precisionAt(5, ranks)).isCloseTo(2 / 3.0, within(EXACT));
    assertThat(AveragePrecision.precisionAt(10, ranks)).isCloseTo(2 / 3.0, within(EXACT));
    assertThat(AveragePrecision.precisionAt(5, new int[] {7, 30})).isZero();
  }
}
