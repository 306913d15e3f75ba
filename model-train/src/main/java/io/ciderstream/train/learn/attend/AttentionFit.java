package io.ciderstream.train.learn.attend;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.fit.CellMoments;
import io.ciderstream.train.learn.fit.RidgeFit;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ActivationCapture;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.Seeds;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.Composites;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Fits the attention of a network whose other parameters stay: from hints that need no label, that
 * subjects tend to be in the middle of photographs, that a subject is found again in other views of
 * its picture but not in other pictures, and that the cut-out of a composite is its subject.
 */
public final class AttentionFit {
  /** The convolution that is fitted. */
  public static final String CONVOLUTION = CiderNetwork.PREFIX + "localisation.conv";

  private static final int BATCH = 16;
  private static final double CENTRE_DEVIATION = 0.5;
  private static final int MATCHES = -1;

  private final Stage.Attention stage;
  private final Learner learner;
  private final UsableImages pictures;
  private final long seed;

  /**
   * Creates an attention fit.
   *
   * @param learner with attentional localisation
   * @param seed of the stage
   */
  public AttentionFit(Stage.Attention stage, Learner learner, UsableImages pictures, long seed) {
    this.stage = stage;
    this.learner = learner;
    this.pictures = pictures;
    this.seed = seed;
  }

  /** Makes the attention uniform, so that no mask changes anything. */
  public static void clear(Learner learner) {
    set(learner, "weight", new float[] {0});
    set(learner, "bias", new float[] {0});
  }

  /** Fits and sets the convolution. */
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      long channels = learner.parameters().shape(CONVOLUTION + ".weight").size(1);
      List<RidgeFit.Hints> sources = new ArrayList<>();
      if (stage.centreWeight() > 0) {
        sources.add(new RidgeFit.Hints(centres(channels), stage.centreWeight()));
      }
      if (stage.matchWeight() > 0) {
        MatchPass pass =
            new MatchPass(learner, pictures, stage.view(), channels, Seeds.mix(seed, MATCHES));
        sources.add(new RidgeFit.Hints(pass.moments(stage.matchPictures()), stage.matchWeight()));
      }
      if (stage.compositeWeight() > 0) {
        sources.add(new RidgeFit.Hints(composites(channels), stage.compositeWeight()));
      }
      RidgeFit fit = RidgeFit.of(sources, stage.ridge());
      set(learner, "weight", Tensors.floats(fit.weight()));
      set(learner, "bias", new float[] {(float) fit.bias()});
    }
  }

  private CellMoments centres(long channels) {
    CellMoments moments = new CellMoments(channels);
    IntPredicate spread = pictures.spread(stage.centrePictures());
    ImagePasses.through(
        pictures,
        picture -> spread.test(picture) && !stage.centreExcept().matcher(label(picture)).matches(),
        batch -> {
          Tensor map = ActivationCapture.input(learner, learner.images(batch), CONVOLUTION);
          float[] one = centreHints((int) map.size(2), (int) map.size(3));
          moments.add(ActivationCapture.cells(map), repeated(one, batch.count()));
        });
    return moments;
  }

  private String label(int picture) {
    int label = pictures.set().label(picture);
    return label < 0 ? "" : pictures.set().labels().get(label);
  }

  private CellMoments composites(long channels) {
    CellMoments moments = new CellMoments(channels);
    ImagePasses.over(
        pictures,
        sheets(),
        (sheet, batch) -> {
          Tensor map = ActivationCapture.input(learner, learner.images(batch), CONVOLUTION);
          moments.add(
              ActivationCapture.cells(map), covered(sheet, (int) map.size(2), (int) map.size(3)));
        });
    return moments;
  }

  private List<BatchPlan> sheets() {
    ImageIndices all = ImageIndices.upTo(pictures.set().size());
    List<BatchPlan> sheets = new ArrayList<>();
    for (int first = 0; first < stage.composites(); first += BATCH) {
      List<PlannedImage> shots =
          IntStream.range(first, Math.min(first + BATCH, stage.composites()))
              .mapToObj(i -> new PlannedImage(picture(i, all), Seeds.mix(seed, i)))
              .toList();
      sheets.add(new BatchPlan(stage.view(), new Composites(stage.blurProbability()), shots, all));
    }
    return sheets;
  }

  /** Returns pictures spread evenly over all. */
  private int picture(int composite, ImageIndices all) {
    return all.get((int) ((long) composite * all.size() / stage.composites()));
  }

  private static float[] covered(BatchPlan sheet, int height, int width) {
    float[] hints = new float[sheet.images().size() * height * width];
    for (int i = 0; i < sheet.images().size(); i++) {
      float[] one = Composites.covered(sheet.images().get(i).seed(), sheet.size(), height, width);
      System.arraycopy(one, 0, hints, i * one.length, one.length);
    }
    return hints;
  }

  private static float[] repeated(float[] one, int times) {
    float[] all = new float[one.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return all;
  }

  /** Sets a parameter; one value is repeated. */
  private static void set(Learner learner, String parameter, float[] values) {
    String name = CONVOLUTION + "." + parameter;
    Shape shape = learner.parameters().shape(name);
    float[] all = values;
    if (values.length == 1) {
      all = new float[shape.count()];
      Arrays.fill(all, values[0]);
    }
    learner.parameters().set(name, new Weight(shape, all));
  }

  /**
   * Returns {@code exp(-(x^2 + y^2) / (2 * 0.5^2))}, x and y from -1 to 1 over the map, row by row:
   * subjects tend to be in the middle.
   */
  static float[] centreHints(int height, int width) {
    float[] hints = new float[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double y = (row + 0.5) / height * 2 - 1;
        double x = (column + 0.5) / width * 2 - 1;
        hints[row * width + column] =
            (float) Math.exp(-(x * x + y * y) / (2 * CENTRE_DEVIATION * CENTRE_DEVIATION));
      }
    }
    return hints;
  }
}
