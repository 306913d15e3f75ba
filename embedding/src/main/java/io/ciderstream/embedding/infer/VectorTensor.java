package io.ciderstream.embedding.infer;

import ai.onnxruntime.OnnxTensor;
import io.ciderstream.embedding.describe.OutputVector;
import io.ciderstream.embedding.describe.Pooling;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * An output that holds the descriptors.
 *
 * @param numbers row by row
 * @param shape of the output, or of what it stands for
 */
record VectorTensor(FloatBuffer numbers, long[] shape) {
  private static final int TOKENS = 3;
  private static final int MAP = 4;

  static VectorTensor of(OnnxTensor tensor) {
    FloatBuffer numbers = tensor.getFloatBuffer(); // converts float16
    if (numbers == null) {
      throw new IllegalStateException("The model's output is no float.");
    }
    return new VectorTensor(numbers, tensor.getInfo().getShape());
  }

  /**
   * Returns the descriptors as the network made them.
   *
   * @param rows pictures of the call
   * @param count pictures to return
   * @throws IllegalStateException if the output is not as described
   */
  float[][] vectors(OutputVector output, int rows, int count) {
    return output.pooling() == Pooling.NONE
        ? single(output.dimension(), rows, count)
        : pooled(output, rows, count);
  }

  private float[][] single(int dimension, int rows, int count) {
    if (numbers.remaining() != rows * dimension) {
      throw new IllegalStateException(
          "The model returned %d numbers for %d pictures, but its metadata announce %d for each."
              .formatted(numbers.remaining(), rows, dimension));
    }
    float[][] vectors = new float[count][dimension];
    for (int i = 0; i < count; i++) {
      numbers.get(i * dimension, vectors[i]);
    }
    return vectors;
  }

  private float[][] pooled(OutputVector output, int rows, int count) {
    boolean tokens = shape.length == TOKENS;
    int dimension = output.dimension();
    if (!tokens && (shape.length != MAP || output.pooling() == Pooling.CLASS)
        || shape[0] != rows
        || shape[tokens ? 2 : 1] != dimension) {
      throw new IllegalStateException(
          "The model returned %s for %d pictures, of which no vectors of %d numbers can be made."
              .formatted(Arrays.toString(shape), rows, dimension));
    }
    int positions = (int) (tokens ? shape[1] : shape[2] * shape[MAP - 1]);
    float[][] vectors = new float[count][dimension];
    for (int i = 0; i < count; i++) {
      int start = i * positions * dimension;
      for (int d = 0; d < dimension; d++) {
        int first = start + (tokens ? d : d * positions);
        vectors[i][d] =
            output.pooling() == Pooling.CLASS
                ? numbers.get(first)
                : mean(first, tokens ? dimension : 1, positions);
      }
    }
    return vectors;
  }

  private float mean(int first, int step, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += numbers.get(first + i * step);
    }
    return (float) (sum / count);
  }

  /** Scales a vector to length 1; one of zeros stays. */
  static void normalise(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length && length > 0; i++) {
      vector[i] = (float) (vector[i] / length);
    }
  }
}
