package io.ciderstream.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RanksTest {
  @Test
  void shouldTakeTheIgnoredOutOfTheRanking() {
    float[] scores = {0.9f, 0.8f, 0.7f, 0.6f, 0.5f};

    assertThat(ranks(scores, right(2, 4))).containsExactly(2, 4);
    assertThat(ranks(scores, right(2, 4), 0, 3)).containsExactly(1, 2);
    assertThat(ranks(scores, right(0), 1, 2, 3, 4)).containsExactly(0);
  }

  @Test
  void shouldPutTheLowerRowFirstAtEqualScores() {
    float[] scores = {1, 1, 1, 1};

    assertThat(ranks(scores, right(1, 3))).containsExactly(1, 3);
    assertThat(ranks(scores, right(1, 3), 0)).containsExactly(0, 2);
  }

  @Test
  void shouldTakeBothZerosForOne() {
    assertThat(ranks(new float[] {-0f, 0f}, right(1))).containsExactly(1);
  }

  @Test
  void shouldRankWhatHasNoScoreLast() {
    float none = Float.NEGATIVE_INFINITY;

    assertThat(ranks(new float[] {none, -1, none, 0}, right(0, 3))).containsExactly(0, 2);
  }

  @Test
  void shouldGiveNoRanksWhereNothingIsRight() {
    assertThat(Ranks.of(new float[] {1, 2}, Truth.NONE)).isEmpty();
  }

  @Test
  void shouldRefuseARowThatIsBothRightAndIgnored() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Truth.of(IntStream.of(3, 1), IntStream.of(1)))
        .withMessageContaining("row 1");
  }

  private static int[] right(int... rows) {
    return rows;
  }

  private static int[] ranks(float[] scores, int[] right, int... ignored) {
    return Ranks.of(scores, Truth.of(IntStream.of(right), IntStream.of(ignored)));
  }
}
