package io.ciderstream.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.metric.GlobalAveragePrecision.Guess;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final double EXACT = 1e-12;
  private static final Truth FIRST = new Truth(new int[] {0}, new int[0]);

  @Test
  void shouldLeaveQueriesWithoutARightAnswerOutOfEveryMean() {
    Tally tally = tally(FIRST, Truth.NONE, FIRST);
    tally.add(0, new float[] {2, 1});
    tally.add(1, new float[] {2, 1});
    tally.add(2, new float[] {1, 2});

    Figures figures = tally.figures();
    assertThat(figures.queries()).isEqualTo(2);
    assertThat(figures.map()).isCloseTo((1 + 0.25) / 2, within(EXACT));
    assertThat(figures.map(query -> query == 2)).isCloseTo(0.25, within(EXACT));
    assertThat(figures.precisionAt().get(1)).isCloseTo(0.5, within(EXACT));
    assertThat(figures.averagePrecisions().get(1)).isNaN();
  }

  @Test
  void shouldCountAnUnreadableQueryAsNothingFound() {
    Tally tally = tally(FIRST, FIRST, Truth.NONE);
    tally.add(0, new float[] {2, 1});
    tally.addUnreadable(1);
    tally.addUnreadable(2);

    assertThat(tally.figures().queries()).isEqualTo(2);
    assertThat(tally.figures().map()).isEqualTo(0.5);
    assertThat(tally.figures().precisionAt().get(10)).isEqualTo(0.5);
  }

  @Test
  void shouldHaveNoMeanOfNothing() {
    assertThat(tally(Truth.NONE).figures().map()).isNaN();
  }

  @Test
  void shouldSumThePrecisionAtEachRightGuess() {
    List<Guess> guesses =
        List.of(new Guess(0.2, true), new Guess(0.9, true), new Guess(0.5, false));

    // by confidence: right, wrong, right; three pictures show a landmark
    assertThat(GlobalAveragePrecision.of(guesses, 3)).isCloseTo((1 + 2 / 3.0) / 3, within(EXACT));
  }

  @Test
  void shouldKeepTheOrderOfGuessesOfOneConfidence() {
    List<Guess> guesses = List.of(new Guess(0.5, false), new Guess(0.5, true));

    assertThat(GlobalAveragePrecision.of(guesses, 1)).isCloseTo(0.5, within(EXACT));
    assertThat(GlobalAveragePrecision.of(guesses.reversed(), 1)).isCloseTo(1, within(EXACT));
  }

  private static Tally tally(Truth... truths) {
    return new Tally(new Protocol("test", List.of(truths), AveragePrecision.TRAPEZOID));
  }
}
