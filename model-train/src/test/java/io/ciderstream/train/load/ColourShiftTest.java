package io.ciderstream.train.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColourShiftTest {
  @Test
  void shouldLeaveGreyOfTheSameLuma() {
    ColourShift.Matrix matrix = ColourShift.Matrix.identity();
    matrix.saturate(0);

    for (double[] row : matrix.rows()) {
      assertThat(row).containsExactly(new double[] {0.299, 0.587, 0.114, 0}, within(1e-12));
    }
  }

  @Test
  void shouldScaleAroundTheConstantThatWasThere() {
    ColourShift.Matrix matrix = ColourShift.Matrix.identity();
    matrix.scale(2, 10);
    matrix.scale(0.5, 1);
    matrix.gain(2, 3);

    assertThat(matrix.rows()[0]).containsExactly(1, 0, 0, 6);
    assertThat(matrix.rows()[2]).containsExactly(0, 0, 3, 18);
  }
}
