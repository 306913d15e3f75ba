package io.ciderstream.train.learn.fit;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Sums of rows x and of their products x x'. Double, on the CPU. */
public final class RowMoments {
  private final Tensor sum;
  private final Tensor products;
  private double count;

  /** Creates sums over no rows. */
  public RowMoments(long columns) {
    sum = torch.zeros(columns).to(torch.ScalarType.Double);
    products = torch.zeros(columns, columns).to(torch.ScalarType.Double);
  }

  /**
   * Adds rows.
   *
   * @param rows [n,columns]
   */
  public void add(Tensor rows) {
    Tensor doubles = rows.cpu().to(torch.ScalarType.Double);
    sum.add_(doubles.sum(0));
    products.add_(torch.mm(doubles.t(), doubles));
    count += rows.size(0);
  }

  double count() {
    return count;
  }

  /** Returns the sum of the rows, double [columns]. */
  Tensor sum() {
    return sum;
  }

  /** Returns the mean of the rows, double [columns]. */
  public Tensor mean() {
    return sum.div(new Scalar(count));
  }

  /** Returns the mean of {@code x x'}, double [columns,columns]. */
  public Tensor meanProduct() {
    return products.div(new Scalar(count));
  }

  /** Returns the covariance of the rows, double [columns,columns]. */
  public Tensor covariance() {
    return around(mean()).div(new Scalar(count));
  }

  /** Returns {@code sum (x - mean)(x - mean)'} around any mean. */
  Tensor around(Tensor mean) {
    Tensor cross = torch.outer(mean, sum);
    return products.sub(cross).sub(cross.t()).add(torch.outer(mean, mean).mul(new Scalar(count)));
  }
}
