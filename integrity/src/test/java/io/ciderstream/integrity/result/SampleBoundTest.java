package io.ciderstream.integrity.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleBoundTest {
  /** Where the cumulative binomial distribution, by logarithms of the gamma function, is 5%. */
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 0.00299125",
    "100, 0, 0.02951305",
    "100, 5, 0.10225338",
    "10, 10, 1",
    "10000, 20, 0.00290488"
  })
  void shouldBoundTheFractionWithNinetyFivePercentConfidence(
      long compared, long differing, double bound) {
    assertThat(SampleBound.upperFraction(compared, differing)).isCloseTo(bound, within(1e-6));
  }

  @Test
  void shouldBoundAllIds() {
    SampleBound bound = SampleBound.of(0.01, 1_000, 0);

    assertThat(bound.all()).isEqualTo(100_000);
    assertThat(bound.atMost()).isEqualTo(300);
  }

  @Test
  void shouldSayNothingOfAnEmptySample() {
    assertThat(SampleBound.of(0.01, 0, 0).atMost()).isZero();
  }
}
