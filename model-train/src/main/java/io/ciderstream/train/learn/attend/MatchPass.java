package io.ciderstream.train.learn.attend;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.learn.fit.CellMoments;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ActivationCapture;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.Seeds;
import io.ciderstream.train.learn.plan.Shuffle;
import io.ciderstream.train.load.Augmentation;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.Resized;
import io.ciderstream.train.load.StrongViews;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Compares pictures with views of themselves and with each other, some dozens at a time. */
final class MatchPass {
  private static final int BATCH = 64;
  private static final int VIEWS = 3;
  private static final int MAX_OTHERS = 24;
  private static final int MAX_RIVALS = 4;
  private static final double STEEP = 1.5;
  private static final double LEAST_DEVIATION = 1e-6;

  private final Learner learner;
  private final UsableImages pictures;
  private final Size view;
  private final long seed;
  private final long channels;
  private final ImageIndices all;

  /**
   * Creates a match pass.
   *
   * @param view size of a view
   * @param channels of the feature map
   * @param seed of all that is drawn
   */
  MatchPass(Learner learner, UsableImages pictures, Size view, long channels, long seed) {
    this.learner = learner;
    this.pictures = pictures;
    this.view = view;
    this.seed = seed;
    this.channels = channels;
    this.all = ImageIndices.upTo(pictures.set().size());
  }

  /**
   * Collects the cells of some pictures, each with its {@link #hints}.
   *
   * @param most how many pictures
   */
  CellMoments moments(int most) {
    CellMoments moments = new CellMoments(channels);
    int[] drawn =
        Shuffle.draw(
            IntStream.range(0, all.size()).toArray(),
            Math.min(most, all.size()),
            new SplittableRandom(seed));
    for (int first = 0; first < drawn.length; first += BATCH) {
      int[] some = Arrays.copyOfRange(drawn, first, Math.min(first + BATCH, drawn.length));
      try (PointerScope scope = new PointerScope()) {
        Tensors.withoutGradients(
            () -> {
              compare(some, moments);
              return null;
            });
      }
    }
    return moments;
  }

  private void compare(int[] some, CellMoments moments) {
    List<Tensor> cells = cells(some, 1, pictures::servedSize, new Resized());
    List<Tensor> views = cells(some, VIEWS, picture -> view, StrongViews.standard());
    Tensor sum = cells.stream().map(map -> map.mean(0)).reduce(Tensor::add).orElseThrow();
    Tensor mean = sum.div(new Scalar((double) some.length));
    List<Tensor> known = views.stream().map(map -> Tensors.normalised(map.sub(mean))).toList();
    for (int i = 0; i < some.length; i++) {
      List<Tensor> others = others(i, some, known);
      if (!others.isEmpty()) {
        Tensor own = Tensors.normalised(cells.get(i).sub(mean));
        moments.add(cells.get(i), hints(own, known.get(i), others));
      }
    }
  }

  /** Returns views of pictures that, by their labels, show something else. */
  private List<Tensor> others(int one, int[] some, List<Tensor> known) {
    int label = pictures.set().label(some[one]);
    int[] unrelated =
        IntStream.range(0, some.length)
            .filter(i -> i != one && (label < 0 || pictures.set().label(some[i]) != label))
            .toArray();
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, some[one], VIEWS));
    int[] drawn = Shuffle.draw(unrelated, Math.min(MAX_OTHERS, unrelated.length), random);
    return Arrays.stream(drawn).mapToObj(known::get).toList();
  }

  /** Returns for each picture the cells of some variants of it: float [n,C]. */
  private List<Tensor> cells(
      int[] some, int shots, IntFunction<Size> size, Augmentation augmentation) {
    List<BatchPlan> sheets =
        Arrays.stream(some)
            .mapToObj(one -> new BatchPlan(size.apply(one), augmentation, shots(one, shots), all))
            .toList();
    List<float[]> values = new ArrayList<>();
    ImagePasses.over(
        pictures,
        sheets,
        (sheet, batch) -> {
          Tensor map =
              ActivationCapture.input(learner, learner.images(batch), AttentionFit.CONVOLUTION);
          values.add(Tensors.floats(ActivationCapture.cells(map)));
        });
    return values.stream()
        .map(cells -> Tensor.create(cells, cells.length / channels, channels))
        .toList();
  }

  private List<PlannedImage> shots(int picture, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new PlannedImage(picture, Seeds.mix(seed, picture, i)))
        .toList();
  }

  /**
   * Returns for each cell {@code sigmoid(1.5 (m - mean) / deviation)} over the picture, where m is
   * the greatest cosine to a cell of the picture's own views less the mean of the four greatest
   * among other pictures'.
   *
   * @param cells float [n,C] of the picture, normalised
   * @param own float [k,C] of its views, normalised
   * @param others one or more, float [k,C] each, normalised
   * @return n numbers, 0..1
   */
  static float[] hints(Tensor cells, Tensor own, List<Tensor> others) {
    Tensor[] rivals = others.stream().map(other -> best(cells, other)).toArray(Tensor[]::new);
    int most = Math.min(MAX_RIVALS, rivals.length);
    Tensor top = torch.topk(torch.stack(new TensorVector(rivals), 0), most, 0, true, false).get0();
    Tensor match = best(cells, own).sub(top.mean(0));
    Tensor deviation = match.std(false).clamp_min(new Scalar(LEAST_DEVIATION));
    Tensor scaled = match.sub(match.mean()).div(deviation).mul(new Scalar(STEEP));
    return Tensors.floats(scaled.sigmoid());
  }

  /** Returns the greatest cosine of each cell. */
  private static Tensor best(Tensor cells, Tensor others) {
    return torch.amax(torch.mm(cells, others.t()), new long[] {1}, false);
  }
}
