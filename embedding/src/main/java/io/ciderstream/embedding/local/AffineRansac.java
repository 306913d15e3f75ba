package io.ciderstream.embedding.local;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds the affine map on which most pairs of points agree, by random sampling (Fischler and
 * Bolles, 1981). The same points give the same map.
 */
final class AffineRansac {
  private static final int SAMPLE = 3;
  private static final int MAX_ROUNDS = 300;
  private static final double CONFIDENCE = 0.99;
  private static final long SEED = 1;

  private final double[] from;
  private final double[] to;
  private final double squaredTolerance;
  private final SplittableRandom random = new SplittableRandom(SEED);

  /**
   * Prepares the search.
   *
   * @param from x and y of each point in the first picture
   * @param to x and y of each point in the second picture
   * @param tolerance largest distance of an inlier from where the map puts it, in the unit of
   *     {@code to}
   */
  AffineRansac(double[] from, double[] to, double tolerance) {
    this.from = from;
    this.to = to;
    this.squaredTolerance = tolerance * tolerance;
  }

  /** Returns the indices of the pairs that agree; none if no plausible map was found. */
  int[] inliers() {
    int count = from.length / 2;
    int best = 0;
    AffineMap bestMap = null;
    int rounds = count < SAMPLE ? 0 : MAX_ROUNDS;
    double[] sampleFrom = new double[2 * SAMPLE];
    double[] sampleTo = new double[2 * SAMPLE];
    for (int round = 0; round < rounds; round++) {
      draw(count, sampleFrom, sampleTo);
      AffineMap map = AffineMap.through(sampleFrom, sampleTo);
      if (map != null && map.isPlausible()) {
        int agreeing = count(map, best);
        if (agreeing > best) {
          best = agreeing;
          bestMap = map;
          rounds = Math.min(rounds, roundsFor(best / (double) count));
        }
      }
    }
    return bestMap == null ? new int[0] : agreeing(bestMap, best);
  }

  /**
   * Returns after how many samples one of inliers alone was drawn with confidence {@value
   * #CONFIDENCE}.
   */
  private static int roundsFor(double share) {
    double pure = share * share * share;
    return pure >= 1 ? 0 : (int) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(1 - pure));
  }

  private void draw(int count, double[] sampleFrom, double[] sampleTo) {
    int first = random.nextInt(count);
    int second = other(count, first, first);
    int third = other(count, first, second);
    copy(first, 0, sampleFrom, sampleTo);
    copy(second, 1, sampleFrom, sampleTo);
    copy(third, 2, sampleFrom, sampleTo);
  }

  private int other(int count, int one, int two) {
    int drawn = random.nextInt(count);
    while (drawn == one || drawn == two) {
      drawn = random.nextInt(count);
    }
    return drawn;
  }

  private void copy(int pair, int place, double[] sampleFrom, double[] sampleTo) {
    System.arraycopy(from, 2 * pair, sampleFrom, 2 * place, 2);
    System.arraycopy(to, 2 * pair, sampleTo, 2 * place, 2);
  }

  /** Returns how many pairs agree; any number up to the best if that cannot be exceeded. */
  private int count(AffineMap map, int best) {
    int agreeing = 0;
    int missesLeft = from.length / 2 - best;
    for (int i = 0; i < from.length && missesLeft > 0; i += 2) {
      if (agrees(map, i)) {
        agreeing++;
      } else {
        missesLeft--;
      }
    }
    return agreeing;
  }

  private int[] agreeing(AffineMap map, int count) {
    int[] indices = new int[count];
    int next = 0;
    for (int i = 0; i < from.length; i += 2) {
      if (agrees(map, i)) {
        indices[next++] = i / 2;
      }
    }
    return Arrays.copyOf(indices, next);
  }

  private boolean agrees(AffineMap map, int at) {
    double x = map.x(from[at], from[at + 1]) - to[at];
    double y = map.y(from[at], from[at + 1]) - to[at + 1];
    return x * x + y * y <= squaredTolerance;
  }
}
