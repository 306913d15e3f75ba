package io.ciderstream.train.learn.fit;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One number per cell by ridge regression: channels standardised over all cells, hints within each
 * source, every source of equal say per its weight. The outcome is scaled to mean 0 and deviation 1
 * over all cells.
 *
 * @param weight double [channels]
 * @param bias one number
 */
public record RidgeFit(Tensor weight, double bias) {
  private static final double LEAST_DEVIATION = 0.05;

  /**
   * A source of hints.
   *
   * @param moments of its cells, one at least
   * @param weight more than 0
   */
  public record Hints(CellMoments moments, double weight) {}

  /**
   * Fits to hints.
   *
   * @param ridge times the sum of weights is added to the diagonal
   */
  public static RidgeFit of(List<Hints> sources, double ridge) {
    double count = sources.stream().mapToDouble(source -> source.moments().x.count()).sum();
    Tensor mean = sum(sources, source -> source.moments().x.sum()).div(new Scalar(count));
    Tensor covariance =
        sum(sources, source -> source.moments().x.around(mean)).div(new Scalar(count));
    Tensor deviation =
        covariance.diagonal().clamp_min(new Scalar(0.0)).sqrt().add(new Scalar(LEAST_DEVIATION));
    Tensor left =
        sum(sources, source -> share(source.moments().x.around(mean), source))
            .div(torch.outer(deviation, deviation));
    Tensor right = sum(sources, source -> share(source.moments().withHints(), source));
    double weights = sources.stream().mapToDouble(Hints::weight).sum();
    Tensor diagonal = torch.eye(mean.size(0)).to(left).mul(new Scalar(ridge * weights));
    Tensor solved = torch.linalg_solve(left.add(diagonal), right.div(deviation));
    Tensor weight = solved.div(deviation);
    double spread = Math.sqrt(torch.dot(weight, torch.mv(covariance, weight)).item_double());
    weight = weight.div(new Scalar(Math.max(spread, 1e-12)));
    return new RidgeFit(weight, -torch.dot(weight, mean).item_double());
  }

  private static Tensor share(Tensor sum, Hints source) {
    return sum.mul(new Scalar(source.weight() / source.moments().x.count()));
  }

  private static Tensor sum(List<Hints> sources, Function<Hints, Tensor> part) {
    return sources.stream().map(part).reduce(Tensor::add).orElseThrow();
  }
}
