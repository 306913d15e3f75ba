package io.ciderstream.embedding.local;

import java.util.Arrays;

/**
 * Pairs of positions that are each other's nearest neighbour by cosine.
 *
 * @param first positions of the first picture, ascending
 * @param second positions of the second picture, one for each of the first
 * @param cosines of each pair
 */
record MutualMatches(int[] first, int[] second, float[] cosines) {
  private static final int UNROLL = 8;
  private static final int NONE = -1;

  int count() {
    return first.length;
  }

  /**
   * Finds the pairs.
   *
   * @param query the features of the first picture, prepared once for many candidates
   * @param candidate the second picture
   * @param similarity smallest cosine of a pair
   */
  static MutualMatches find(FeatureColumns query, LocalFeatures candidate, float similarity) {
    float[] cosines = new float[query.count()];
    float[] bestOfQuery = new float[query.count()];
    Arrays.fill(bestOfQuery, Float.NEGATIVE_INFINITY);
    int[] nearest = new int[candidate.count()];
    float[] bestOfCandidate = new float[candidate.count()];
    for (int position = 0; position < candidate.count(); position++) {
      multiply(candidate, position, query.values(), cosines);
      raise(bestOfQuery, cosines, FeatureColumns.scale(candidate, position));
      float best = greatest(cosines);
      bestOfCandidate[position] = best;
      nearest[position] = best > similarity ? indexOf(best, cosines) : NONE;
    }
    return mutual(nearest, bestOfCandidate, bestOfQuery);
  }

  /**
   * @param nearest the query's position that is nearest to each of the candidate's
   */
  private static MutualMatches mutual(int[] nearest, float[] bestOfCandidate, float[] bestOfQuery) {
    int[] partner = new int[bestOfQuery.length];
    Arrays.fill(partner, NONE);
    int count = 0;
    for (int position = 0; position < nearest.length; position++) {
      int of = nearest[position];
      if (of != NONE && partner[of] == NONE && bestOfQuery[of] == bestOfCandidate[position]) {
        partner[of] = position;
        count++;
      }
    }
    int[] first = new int[count];
    int[] second = new int[count];
    float[] cosines = new float[count];
    int next = 0;
    for (int of = 0; of < partner.length; of++) {
      if (partner[of] != NONE) {
        first[next] = of;
        cosines[next] = bestOfQuery[of];
        second[next++] = partner[of];
      }
    }
    return new MutualMatches(first, second, cosines);
  }

  /** Computes the products of one candidate's feature with all of the query's. */
  private static void multiply(
      LocalFeatures candidate, int position, float[][] columns, float[] products) {
    byte[] values = candidate.values();
    int first = position * columns.length;
    Arrays.fill(products, 0);
    int k = 0;
    for (; k + UNROLL <= columns.length; k += UNROLL) {
      add(values, first + k, columns, k, products);
    }
    for (; k < columns.length; k++) {
      float factor = values[first + k];
      float[] column = columns[k];
      for (int j = 0; j < products.length; j++) {
        products[j] += factor * column[j];
      }
    }
  }

  /**
   * Adds the products of eight dimensions, in a loop that the JVM vectorises. A processor without
   * fused multiply-add (x86 before 2013) is very slow at it.
   */
  private static void add(byte[] factors, int first, float[][] columns, int k, float[] products) {
    float a = factors[first];
    float b = factors[first + 1];
    float c = factors[first + 2];
    float d = factors[first + 3];
    float e = factors[first + 4];
    float f = factors[first + 5];
    float g = factors[first + 6];
    float h = factors[first + 7];
    float[] columnA = columns[k];
    float[] columnB = columns[k + 1];
    float[] columnC = columns[k + 2];
    float[] columnD = columns[k + 3];
    float[] columnE = columns[k + 4];
    float[] columnF = columns[k + 5];
    float[] columnG = columns[k + 6];
    float[] columnH = columns[k + 7];
    for (int j = 0; j < products.length; j++) {
      float sum = Math.fma(h, columnH[j], products[j]);
      sum = Math.fma(g, columnG[j], sum);
      sum = Math.fma(f, columnF[j], sum);
      sum = Math.fma(e, columnE[j], sum);
      sum = Math.fma(d, columnD[j], sum);
      sum = Math.fma(c, columnC[j], sum);
      sum = Math.fma(b, columnB[j], sum);
      products[j] = Math.fma(a, columnA[j], sum);
    }
  }

  /** Scales the products to cosines, and raises each maximum to its value. */
  private static void raise(float[] maxima, float[] products, float scale) {
    for (int j = 0; j < products.length; j++) {
      float cosine = products[j] * scale;
      products[j] = cosine;
      maxima[j] = Math.max(maxima[j], cosine);
    }
  }

  private static float greatest(float[] values) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }

  private static int indexOf(float value, float[] values) {
    int index = 0;
    while (values[index] != value) {
      index++;
    }
    return index;
  }
}
