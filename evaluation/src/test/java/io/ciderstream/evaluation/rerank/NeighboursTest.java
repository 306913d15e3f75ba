package io.ciderstream.evaluation.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final float[] SCORES = {0.5f, 0.9f, Float.NEGATIVE_INFINITY, 0.9f, 0.1f, 0.7f};

  @Test
  void shouldTakeTheHighestScoresAndOfEqualOnesTheLowerRow() {
    Neighbours four = Neighbours.of(SCORES, 4, row -> true);
    assertThat(four.rows()).containsExactly(1, 3, 5, 0);
    assertThat(four.scores()).containsExactly(0.9f, 0.9f, 0.7f, 0.5f);
    assertThat(Neighbours.of(SCORES, 1, row -> true).rows()).containsExactly(1);
  }

  @Test
  void shouldLeaveOutRowsThatAreMissingOrNotAllowed() {
    assertThat(Neighbours.of(SCORES, 10, row -> row != 1).rows()).containsExactly(3, 5, 0, 4);
    assertThat(Neighbours.of(SCORES, 0, row -> true).rows()).isEmpty();
  }

  @Test
  void shouldLeaveOneOutAndAddOne() {
    Neighbours three = Neighbours.of(SCORES, 3, row -> true);
    assertThat(three.without(3, 2).rows()).containsExactly(1, 5);
    assertThat(three.without(7, 2).rows()).containsExactly(1, 3);
    assertThat(three.first(2).rows()).containsExactly(1, 3);
    assertThat(three.with(1, 9, 0.9f).rows()).containsExactly(1, 9, 3, 5);
    assertThat(three.with(3, 9, 0.1f).scores()).containsExactly(0.9f, 0.9f, 0.7f, 0.1f);
  }
}
