package io.ciderstream.train.learn.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureMapsTest {
  /** Two pictures of two channels, 2 rows of 3; the second channel is ten times the first. */
  private final FeatureMaps maps = new FeatureMaps(values(), 2, 2, 3);

  @Test
  void shouldReadCellsAtTheirCentresAndMixBetweenThem() {
    float[] points = maps.points();

    assertThat(points).hasSize(12);
    for (int cell = 0; cell < 6; cell++) {
      assertThat(maps.at(1, points[2 * cell], points[2 * cell + 1]))
          .containsExactly(100 + cell, 1000 + 10 * cell);
    }
    assertThat(maps.at(0, 1 / 3f, 0.5f)).containsExactly(2, 20);
  }

  @Test
  void shouldContainWhatLiesBetweenCentres() {
    assertThat(maps.contains(0.2f, 0.3f)).isTrue();
    assertThat(maps.contains(0.1f, 0.3f)).isFalse();
    assertThat(maps.contains(0.2f, 0.8f)).isFalse();
    assertThat(maps.contains(-3, 0.5f)).isFalse();
    assertThat(maps.contains(Float.NaN, 0.5f)).isFalse();
  }

  @Test
  void shouldReadAMapOfOneCell() {
    assertThat(new FeatureMaps(new float[] {7}, 1, 1, 1).at(0, 0.5f, 0.5f)).containsExactly(7);
  }

  private static float[] values() {
    float[] values = new float[24];
    for (int i = 0; i < 24; i++) {
      values[i] = (i / 12 * 100 + i % 6) * (i / 6 % 2 == 0 ? 1 : 10);
    }
    return values;
  }
}
