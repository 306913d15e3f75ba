package io.ciderstream.integrity.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.Vectors;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSketchTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 128, 512, 2048})
  void shouldTellVectorsApartWhoseCosineIsBelowTheBound(int dimension) {
    Random random = new Random(dimension);
    for (int i = 0; i < 500; i++) {
      float[] vector = vector(random, dimension);
      float[] other = vector.clone();
      int at = random.nextInt(dimension);
      int to = (at + 1) % dimension;
      float moved = norm(vector) * 0.02f;
      other[at] += moved;
      other[to] -= moved;
      if (Vectors.cosine(vector, other) < 0.9999) {
        assertThat(VectorSketch.of(vector).isNear(VectorSketch.of(other))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 128, 512, 2048})
  void shouldTakeRoundedAndScaledVectorsForEqual(int dimension) {
    Random random = new Random(dimension);
    for (int i = 0; i < 100; i++) {
      float[] vector = vector(random, dimension);
      float[] scaled = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        scaled[j] = vector[j] / norm(vector);
      }
      assertThat(VectorSketch.of(vector).isNear(VectorSketch.of(scaled))).isTrue();
    }
  }

  private static float norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return (float) Math.sqrt(squares);
  }

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
