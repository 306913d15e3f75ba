package io.ciderstream.train.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  @ParameterizedTest(name = "{0}: size {1}, kernel {2}, stride {3}")
  @CsvSource({
    "SAME, 256, 3, 2, 0, 1, 128",
    "SAME, 255, 3, 2, 1, 1, 128",
    "SAME, 256, 5, 2, 1, 2, 128",
    "SAME, 255, 5, 2, 2, 2, 128",
    "SAME, 7, 3, 1, 1, 1, 7",
    "SAME, 8, 1, 1, 0, 0, 8",
    "SAME, 8, 1, 2, 0, 0, 4",
    "SYMMETRIC, 256, 3, 2, 1, 1, 128",
    "SYMMETRIC, 255, 3, 2, 1, 1, 128",
    "SYMMETRIC, 224, 7, 2, 3, 3, 112",
    "SYMMETRIC, 7, 3, 1, 1, 1, 7"
  })
  void shouldPadAsTheFrameworkOfTheWeights(
      Padding padding, int size, int kernel, int stride, int before, int after, int output) {
    Convolution convolution = Convolution.dense("c", 1, 1, kernel, stride, padding);

    assertThat(padding.before(size, convolution)).isEqualTo(before);
    assertThat(padding.after(size, convolution)).isEqualTo(after);
    assertThat(convolution.outputSize(size)).isEqualTo(output);
  }
}
