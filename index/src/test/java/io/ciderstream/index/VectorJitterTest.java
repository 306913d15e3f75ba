package io.ciderstream.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.RecordPosition;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorJitterTest {
  private static final int ROWS = 2_000;
  private final Random random = new Random(1);

  @Test
  void shouldMoveOnlyALittle() {
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      float[] vector = vector(64);
      float[] moved = VectorJitter.add(vector, new RecordPosition(row % 7, row));
      assertThat(Vectors.cosine(vector, moved)).isGreaterThan(0.99998f);
      squares += Math.pow(distance(vector, moved) / Vectors.length(vector), 2);
    }
    assertThat(Math.sqrt(squares / ROWS)).isBetween(0.0028, 0.0032);
  }

  @Test
  void shouldMoveEqualVectorsApartAndAlwaysToTheSamePlace() {
    float[] vector = vector(16);
    for (int row = 0; row < ROWS; row++) {
      float[] here = VectorJitter.add(vector, new RecordPosition(0, row));
      assertThat(here)
          .isEqualTo(VectorJitter.add(vector.clone(), new RecordPosition(0, row)))
          .isNotEqualTo(VectorJitter.add(vector, new RecordPosition(0, row + 1)))
          .isNotEqualTo(VectorJitter.add(vector, new RecordPosition(1, row)));
    }
  }

  @Test
  void shouldMoveTheSameOnEveryMachine() {
    assertThat(VectorJitter.add(new float[] {3, 0, 4}, new RecordPosition(2, 77)))
        .containsExactly(2.9968908f, -0.014105796f, 4);
  }

  @Test
  void shouldKeepTheGivenVectorAndAZero() {
    float[] vector = {1, 2};
    assertThat(VectorJitter.add(vector, new RecordPosition(0, 5))).hasSize(2).isNotEqualTo(vector);
    assertThat(vector).containsExactly(1, 2);
    assertThat(VectorJitter.add(new float[3], new RecordPosition(0, 5))).containsExactly(0, 0, 0);
  }

  private float[] vector(int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow(a[i] - b[i], 2);
    }
    return Math.sqrt(squares);
  }
}
