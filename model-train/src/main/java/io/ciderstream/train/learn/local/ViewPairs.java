package io.ciderstream.train.learn.local;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ActivationCapture;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.ImageGroups;
import io.ciderstream.train.learn.plan.Seeds;
import io.ciderstream.train.learn.plan.Shuffle;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.Resized;
import io.ciderstream.train.network.LocalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Samples the feature map of pictures, and that of a view of each at the same points: the viewpoint
 * of a view is known, so the pairs are exact.
 */
final class ViewPairs {
  private static final int BATCH = 16;

  private final Stage.Local stage;
  private final Learner learner;
  private final UsableImages pictures;
  private final long seed;
  private FeatureMaps clean;

  ViewPairs(Stage.Local stage, Learner learner, UsableImages pictures, long seed) {
    this.stage = stage;
    this.learner = learner;
    this.pictures = pictures;
    this.seed = seed;
  }

  /**
   * The features of some points of one picture.
   *
   * @param picture [n][C]
   * @param view of the same points [n][C]
   */
  record Pairs(float[][] picture, float[][] view) {}

  /** Returns the pairs of each picture that has some. */
  List<Pairs> sample() {
    List<Pairs> pairs = new ArrayList<>();
    ImagePasses.over(
        pictures,
        plans(),
        (plan, batch) -> {
          FeatureMaps maps = maps(batch);
          if (plan.augmentation() instanceof Resized) {
            clean = maps;
          } else {
            addPairs(plan, batch, maps, pairs);
          }
        });
    return pairs;
  }

  private FeatureMaps maps(ImageBatch batch) {
    Tensor map = ActivationCapture.input(learner, learner.images(batch), LocalOutput.CONVOLUTION);
    return new FeatureMaps(
        Tensors.floats(map), (int) map.size(1), (int) map.size(2), (int) map.size(3));
  }

  private void addPairs(BatchPlan plan, ImageBatch batch, FeatureMaps views, List<Pairs> pairs) {
    for (int i = 0; i < batch.count(); i++) {
      PlannedImage planned = plan.images().get(i);
      if (batch.pictures()[i] == planned.picture()) { // else another one replaces it
        Pairs some = pairs(i, planned, plan.size(), views);
        if (some.picture().length > 0) {
          pairs.add(some);
        }
      }
    }
  }

  private Pairs pairs(int index, PlannedImage planned, Size size, FeatureMaps views) {
    float[] points = clean.points();
    float[] seen = stage.views().positions(points, planned.seed(), size, size);
    int[] shown =
        IntStream.range(0, points.length / 2)
            .filter(i -> views.contains(seen[2 * i], seen[2 * i + 1]))
            .toArray();
    int count = Math.min(stage.points(), shown.length);
    int[] drawn = Shuffle.draw(shown, count, new SplittableRandom(Seeds.mix(planned.seed(), 1)));
    float[][] from = new float[count][];
    float[][] to = new float[count][];
    for (int i = 0; i < count; i++) {
      int point = drawn[i];
      from[i] = clean.at(index, points[2 * point], points[2 * point + 1]);
      to[i] = views.at(index, seen[2 * point], seen[2 * point + 1]);
    }
    return new Pairs(from, to);
  }

  /** Returns for each batch of pictures first the plan of the pictures, then that of the views. */
  private List<BatchPlan> plans() {
    List<BatchPlan> plans = new ArrayList<>();
    ImageGroups groups = pictures.groups(pictures.spread(stage.pictures()));
    for (int group = 0; group < groups.pools().size(); group++) {
      ImageIndices pool = groups.pools().get(group);
      Size size = groups.sizes().get(group);
      for (int first = 0; first < pool.size(); first += BATCH) {
        List<PlannedImage> images =
            IntStream.range(first, Math.min(first + BATCH, pool.size()))
                .mapToObj(pool::get)
                .map(picture -> new PlannedImage(picture, Seeds.mix(seed, picture)))
                .toList();
        plans.add(new BatchPlan(size, new Resized(), images, pool));
        plans.add(new BatchPlan(size, stage.views(), images, pool));
      }
    }
    return plans;
  }
}
