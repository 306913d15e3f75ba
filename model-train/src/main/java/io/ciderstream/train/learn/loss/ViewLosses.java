package io.ciderstream.train.learn.loss;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Losses over two views of each of n images: row i and row i + n of the descriptors, float [2n,D]
 * of length 1, are of one picture.
 *
 * @param labels of the n pictures, -1 for none
 * @param temperature divides cosines, more than 0
 */
public record ViewLosses(int[] labels, double temperature) {
  public ViewLosses {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
  }

  /**
   * Returns the loss of instance discrimination (van den Oord et al., arXiv 1807.03748; Chen et
   * al., arXiv 2002.05709), averaged over views: each must find the other view of its picture among
   * all views but those of other pictures of its label.
   */
  public Tensor infoNce(Tensor views) {
    return torch.cross_entropy_loss(instanceSimilarities(views), partners(views));
  }

  /** Returns the share of views whose nearest view is of the same picture, in 0..1. */
  public double accuracy(Tensor views) {
    Tensor nearest = instanceSimilarities(views.detach()).argmax(new LongOptional(1), false);
    return Tensors.value(nearest.eq(partners(views)).to(torch.ScalarType.Float).mean());
  }

  /**
   * Returns the loss of supervised contrast (Khosla et al., arXiv 2004.11362, the sum outside the
   * logarithm), averaged over the views that have a label; 0 if none has.
   */
  public Tensor supCon(Tensor views) {
    Tensor logs = torch.log_softmax(similarities(views), 1);
    Tensor positives = mask((a, b) -> a != b && sameLabel(a, b), views);
    Tensor found = logs.masked_fill(positives.logical_not(), new Scalar(0.0)).sum(1);
    Tensor count = positives.to(torch.ScalarType.Float).sum(1);
    Tensor anchors = count.gt(new Scalar(0)).to(torch.ScalarType.Float).sum();
    return found
        .div(count.clamp_min(new Scalar(1.0)))
        .sum()
        .div(anchors.clamp_min(new Scalar(1.0)))
        .neg();
  }

  /** Returns {@code 1 - cosine} to the descriptors of the same pictures at the start, averaged. */
  public static Tensor distillation(Tensor descriptors, Tensor start) {
    return descriptors.mul(start).sum(1).mean().neg().add(new Scalar(1.0));
  }

  private int rows() {
    return 2 * labels.length;
  }

  private int partner(int row) {
    return (row + labels.length) % rows();
  }

  private boolean sameLabel(int a, int b) {
    int label = labels[a % labels.length];
    return label >= 0 && label == labels[b % labels.length];
  }

  private Tensor partners(Tensor views) {
    return Tensors.longs(IntStream.range(0, rows()).map(this::partner).toArray(), views);
  }

  private Tensor instanceSimilarities(Tensor views) {
    return without(similarities(views), (a, b) -> sameLabel(a, b) && b != partner(a));
  }

  /** Returns cosines over the temperature, [2n,2n], without the diagonal. */
  private Tensor similarities(Tensor views) {
    Tensor all = torch.mm(views, views.t()).mul(new Scalar(1 / temperature));
    return without(all, (a, b) -> a == b);
  }

  /** Excludes pairs from every softmax. */
  private Tensor without(Tensor similarities, PairTest excluded) {
    return similarities.masked_fill(
        mask(excluded, similarities), new Scalar(Double.NEGATIVE_INFINITY));
  }

  private Tensor mask(PairTest test, Tensor like) {
    int rows = rows();
    boolean[] values = new boolean[rows * rows];
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < rows; b++) {
        values[a * rows + b] = test.test(a, b);
      }
    }
    return Tensors.mask(values, rows, like);
  }

  private interface PairTest {
    boolean test(int a, int b);
  }
}
