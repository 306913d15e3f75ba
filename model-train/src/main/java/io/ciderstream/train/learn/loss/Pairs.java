package io.ciderstream.train.learn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Two views of each of n pictures: row i and row i + n are partners.
 *
 * @param labels of the n pictures, -1 for none
 */
record Pairs(int[] labels) {
  int rows() {
    return 2 * labels.length;
  }

  int partner(int row) {
    return (row + labels.length) % rows();
  }

  boolean sameLabel(int a, int b) {
    int label = labels[a % labels.length];
    return label >= 0 && label == labels[b % labels.length];
  }

  /** Cosines over the temperature, [rows,rows], without the diagonal. */
  Tensor similarities(Tensor views, double temperature) {
    Tensor all = torch.mm(views, views.t()).mul(new Scalar(1 / temperature));
    return without(all, (a, b) -> a == b);
  }

  /** Leaves pairs out of every softmax. */
  Tensor without(Tensor similarities, PairTest left) {
    return similarities.masked_fill(mask(left, similarities), new Scalar(Double.NEGATIVE_INFINITY));
  }

  Tensor mask(PairTest test, Tensor beside) {
    int rows = rows();
    boolean[] values = new boolean[rows * rows];
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < rows; b++) {
        values[a * rows + b] = test.test(a, b);
      }
    }
    return Tensors.mask(values, rows, beside);
  }

  /** About two rows. */
  interface PairTest {
    boolean test(int a, int b);
  }
}
