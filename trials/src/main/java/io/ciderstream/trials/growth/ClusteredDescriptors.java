package io.ciderstream.trials.growth;

import java.util.SplittableRandom;

/**
 * Descriptors that are distributed like those of the default model on photographs: all have a
 * common part (length 0.4), the variances of the other directions fall as i^-0.65 e^(-i/300), and
 * ten descriptors in a row are views of one place, whose cosine differs from place to place (0.53
 * on average; 0.16 between places). Each follows from the seed and its number alone. Any thread.
 */
public final class ClusteredDescriptors {
  /** Views of a place. */
  private static final int VIEWS = 10;

  private static final double COMMON = 0.4;
  private static final double EXPONENT = 0.325;
  private static final double LENGTH = 600;
  private static final double LEAST_SHARED = 0.2;
  private static final double MOST_SHARED = 0.7;
  private static final long PLACES = 0x9E3779B97F4A7C15L;
  private static final long QUERIES = 0xC2B2AE3D27D4EB4FL;

  private final long seed;
  private final double[] deviations;

  /**
   * Creates the set.
   *
   * @param seed of all random numbers
   * @param dimension of the vectors
   */
  public ClusteredDescriptors(long seed, int dimension) {
    this.seed = seed;
    this.deviations = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      deviations[i] = Math.pow(i + 1, -EXPONENT) * Math.exp(-(i + 1) / LENGTH);
    }
  }

  /** Returns the descriptor of a number, of length 1. */
  public float[] vector(int number) {
    return view(number / VIEWS, new SplittableRandom(seed + number));
  }

  /**
   * Returns the descriptor of another view of a place that has descriptors.
   *
   * @param query number of the query
   * @param count descriptors that exist, from number 0
   */
  public float[] query(int query, int count) {
    SplittableRandom random = new SplittableRandom(seed ^ QUERIES + query);
    return view(random.nextInt(Math.max(1, count / VIEWS)), random);
  }

  private float[] view(int place, SplittableRandom random) {
    int dimension = deviations.length;
    SplittableRandom ofPlace = new SplittableRandom(seed ^ (place + 1) * PLACES);
    double shared = ofPlace.nextDouble(LEAST_SHARED, MOST_SHARED);
    double[] centre = direction(ofPlace);
    double[] own = direction(random);
    double rest = Math.sqrt(1 - COMMON * COMMON);
    double a = rest * Math.sqrt(shared);
    double b = rest * Math.sqrt(1 - shared);
    double common = COMMON / Math.sqrt(dimension);
    double[] sum = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      sum[i] = common + a * centre[i] + b * own[i];
    }
    double norm = norm(sum);
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (sum[i] / norm);
    }
    return vector;
  }

  private double[] direction(SplittableRandom random) {
    int dimension = deviations.length;
    double[] direction = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      direction[i] = random.nextGaussian() * deviations[i];
    }
    double norm = norm(direction);
    for (int i = 0; i < dimension; i++) {
      direction[i] /= norm;
    }
    return direction;
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double number : vector) {
      squares += number * number;
    }
    return Math.sqrt(squares);
  }
}
