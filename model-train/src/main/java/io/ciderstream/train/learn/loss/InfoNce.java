package io.ciderstream.train.learn.loss;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Instance discrimination (van den Oord et al., arXiv 1807.03748; Chen et al., arXiv 2002.05709):
 * of all views in a batch, each must find the other view of its picture. Other pictures of its own
 * label are neither sought nor shunned.
 *
 * @param temperature divides cosines, more than 0
 */
public record InfoNce(double temperature) {
  public InfoNce {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
  }

  /**
   * The loss, averaged over views.
   *
   * @param views float [2n,D], each of length 1; row i and row i + n are of one picture
   * @param labels of the n pictures, -1 for none
   */
  public Tensor loss(Tensor views, int[] labels) {
    return torch.cross_entropy_loss(similarities(views, labels), partners(views, labels));
  }

  /** Share of views whose nearest view is their partner, in 0..1. */
  public double accuracy(Tensor views, int[] labels) {
    Tensor nearest = similarities(views.detach(), labels).argmax(new LongOptional(1), false);
    return Tensors.value(nearest.eq(partners(views, labels)).to(torch.ScalarType.Float).mean());
  }

  private Tensor similarities(Tensor views, int[] labels) {
    Pairs pairs = new Pairs(labels);
    return pairs.without(
        pairs.similarities(views, temperature),
        (a, b) -> pairs.sameLabel(a, b) && b != pairs.partner(a));
  }

  private static Tensor partners(Tensor views, int[] labels) {
    Pairs pairs = new Pairs(labels);
    return Tensors.longs(IntStream.range(0, pairs.rows()).map(pairs::partner).toArray(), views);
  }
}
