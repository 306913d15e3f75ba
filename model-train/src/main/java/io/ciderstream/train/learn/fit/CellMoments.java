package io.ciderstream.train.learn.fit;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sums over cells of a feature map x, each with a hint y: all that ridge regression must know.
 * Double, on the CPU.
 */
public final class CellMoments {
  final RowMoments x;
  private final Tensor xy;
  private double y;
  private double yy;

  /** Creates sums over no cells. */
  public CellMoments(long channels) {
    x = new RowMoments(channels);
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
    x.add(rows);
    xy.add_(torch.mv(rows.t(), targets));
    y += targets.sum().item_double();
    yy += targets.square().sum().item_double();
  }

  private double meanHint() {
    return y / x.count();
  }

  /** Returns the deviation, which is not zero even if all hints are the same. */
  private double hintDeviation() {
    double mean = meanHint();
    return Math.sqrt(Math.max(yy / x.count() - mean * mean, 1e-12));
  }

  /** Returns {@code sum x y} with standardised hints, around any mean of x, as these sum to 0. */
  Tensor withHints() {
    return xy.sub(x.sum().mul(new Scalar(meanHint()))).div(new Scalar(hintDeviation()));
  }
}
