package io.ciderstream.train.learn.attend;

import io.ciderstream.train.learn.loss.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How well each cell of a picture is found again in other views of it, and not in other pictures:
 * what is everywhere, such as sky or ground, is no subject.
 */
final class Matches {
  private static final int RIVALS = 4;
  private static final double STEEP = 1.5;
  private static final double LEAST_DEVIATION = 1e-6;

  private Matches() {}

  /**
   * For each cell, {@code sigmoid(1.5 (m - mean) / deviation)} over the picture, where m is the
   * greatest cosine to a cell of its own views less the mean of the four greatest among other
   * pictures'.
   *
   * @param cells float [n,C] of the picture, normalised
   * @param own float [k,C] of its views, normalised
   * @param others one or more, float [k,C] each, normalised
   * @return n numbers, 0..1
   */
  static float[] hints(Tensor cells, Tensor own, List<Tensor> others) {
    Tensor[] rivals = others.stream().map(other -> best(cells, other)).toArray(Tensor[]::new);
    int most = Math.min(RIVALS, rivals.length);
    Tensor top = torch.topk(torch.stack(new TensorVector(rivals), 0), most, 0, true, false).get0();
    Tensor match = best(cells, own).sub(top.mean(0));
    Tensor deviation = match.std(false).clamp_min(new Scalar(LEAST_DEVIATION));
    Tensor scaled = match.sub(match.mean()).div(deviation).mul(new Scalar(STEEP));
    return Tensors.floats(scaled.sigmoid());
  }

  /** The greatest cosine of each cell. */
  private static Tensor best(Tensor cells, Tensor others) {
    return torch.amax(torch.mm(cells, others.t()), new long[] {1}, false);
  }
}
