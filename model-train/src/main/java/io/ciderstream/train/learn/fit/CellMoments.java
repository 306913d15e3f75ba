package io.ciderstream.train.learn.fit;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sums over cells of a feature map x, each with a hint y: all that ridge regression must know.
 * Double, on the CPU.
 */
public final class CellMoments {
  final Tensor x;
  final Tensor xx;
  final Tensor xy;
  double y;
  double yy;
  double count;

  /** Creates sums over no cells. */
  public CellMoments(long channels) {
    x = torch.zeros(channels).to(torch.ScalarType.Double);
    xx = torch.zeros(channels, channels).to(torch.ScalarType.Double);
    xy = torch.zeros(channels).to(torch.ScalarType.Double);
  }

  /**
   * Adds cells.
   *
   * @param cells float [n,channels]
   * @param hints n of them
   */
  public void add(Tensor cells, float[] hints) {
    Tensor rows = cells.cpu().to(torch.ScalarType.Double);
    Tensor targets = Tensor.create(hints, hints.length).to(torch.ScalarType.Double);
    x.add_(rows.sum(0));
    xx.add_(torch.mm(rows.t(), rows));
    xy.add_(torch.mv(rows.t(), targets));
    y += targets.sum().item_double();
    yy += targets.square().sum().item_double();
    count += hints.length;
  }

  /** Returns the mean of the cells, double [channels]. */
  public Tensor mean() {
    return x.div(new Scalar(count));
  }

  /** Returns the covariance of the cells, double [channels,channels]. */
  public Tensor covariance() {
    return around(mean()).div(new Scalar(count));
  }

  double meanHint() {
    return y / count;
  }

  /** Returns the deviation, which is not zero even if all hints are the same. */
  double hintDeviation() {
    double mean = meanHint();
    return Math.sqrt(Math.max(yy / count - mean * mean, 1e-12));
  }

  /** Returns {@code sum (x - mean)(x - mean)'} around any mean. */
  Tensor around(Tensor mean) {
    Tensor cross = torch.outer(mean, x);
    return xx.sub(cross).sub(cross.t()).add(torch.outer(mean, mean).mul(new Scalar(count)));
  }

  /** Returns {@code sum x y} with standardised hints, around any mean of x, as these sum to 0. */
  Tensor withHints() {
    return xy.sub(x.mul(new Scalar(meanHint()))).div(new Scalar(hintDeviation()));
  }
}
