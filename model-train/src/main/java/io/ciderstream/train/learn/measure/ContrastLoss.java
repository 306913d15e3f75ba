package io.ciderstream.train.learn.measure;

import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.search.UnitVector;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of an evaluation: supervised contrast (Khosla et al., arXiv 2004.11362) of each query
 * with what is searched. It falls before the mean average precision, which is a matter of ranks,
 * rises, and rises when a training begins to learn its pictures by heart.
 */
final class ContrastLoss {
  /** As InfoNCE and SupCon have it by default. */
  private static final double TEMPERATURE = 0.07;

  private ContrastLoss() {}

  /**
   * Returns the mean over the queries that have an answer.
   *
   * @param descriptors float32 of length 1, one a row; those of the index come first
   * @param queries rows that are searched for
   * @param count rows that are searched
   * @param truths one a query
   */
  static double of(float[][] descriptors, int[] queries, int count, List<Truth> truths) {
    double sum = 0;
    int answered = 0;
    for (int i = 0; i < queries.length; i++) {
      if (!truths.get(i).isEmpty()) {
        sum += of(descriptors[queries[i]], descriptors, count, truths.get(i));
        answered++;
      }
    }
    return answered == 0 ? 0 : sum / answered;
  }

  private static double of(float[] query, float[][] descriptors, int count, Truth truth) {
    double[] logits = new double[count];
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < count; row++) {
      boolean ignored = Arrays.binarySearch(truth.ignored(), row) >= 0;
      logits[row] =
          ignored
              ? Double.NEGATIVE_INFINITY
              : UnitVector.cosine(query, descriptors[row]) / TEMPERATURE;
      most = Math.max(most, logits[row]);
    }
    double powers = 0;
    for (double logit : logits) {
      powers += Math.exp(logit - most);
    }
    double right = Arrays.stream(truth.right()).mapToDouble(row -> logits[row]).average().orElse(0);
    return most + Math.log(powers) - right;
  }
}
