package io.ciderstream.train.learn.plan;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.train.load.Augmentation;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.RandomCrop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Plans for each step some labels with some pictures each, and some unlabelled pictures, two views
 * of each; besides, clean labelled pictures of one size group. Any thread.
 */
public final class ViewBatches {
  private static final int WINDOW_STEP = 16;

  private final Mix mix;
  private final Augmentation augmentation;
  private final ImageGroups clean;
  private final long seed;
  private final List<int[]> byLabel = new ArrayList<>();
  private final int[] unlabelled;
  private final ImageIndices all;

  /**
   * Numbers of pictures in a step.
   *
   * @param labels number of labels
   * @param frames pictures of each label
   * @param unlabelled pictures without a label
   * @param viewSize side of a view in pixels
   * @param clean labelled pictures in the scale they are served in
   * @param window least share of either axis of such a picture that is seen
   */
  public record Mix(
      @Key(fallback = "20", max = 1e6) int labels,
      @Key(fallback = "2", min = 1, max = 1e6) int frames,
      @Key(fallback = "24", max = 1e6) int unlabelled,
      @Key(fallback = "224", min = 32, max = 4096, formerly = "view") int viewSize,
      @Key(fallback = "32", max = 1e6) int clean,
      @Key(fallback = "0.7", min = 0.01, max = 1) double window) {}

  /**
   * Creates the view batches.
   *
   * @param clean the labelled pictures by size group
   * @param augmentation of the views
   */
  public ViewBatches(
      DataSet set, ImageGroups clean, Mix mix, Augmentation augmentation, long seed) {
    this.mix = mix;
    this.augmentation = augmentation;
    this.clean = clean.withAtLeast(2 * mix.clean);
    this.seed = seed;
    List<List<Integer>> lists = new ArrayList<>();
    set.labels().forEach(label -> lists.add(new ArrayList<>()));
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      (set.label(i) < 0 ? others : lists.get(set.label(i))).add(i);
    }
    lists.stream().filter(list -> !list.isEmpty()).map(ViewBatches::ints).forEach(byLabel::add);
    unlabelled = ints(others);
    all = ImageIndices.upTo(set.size());
  }

  /** Plans two views of n images: i and i + n are of one picture. */
  public BatchPlan views(long step) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, step, 0));
    List<Integer> pictures = new ArrayList<>();
    int[] labels = IntStream.range(0, byLabel.size()).toArray();
    int count = Math.min(mix.labels, labels.length);
    for (int label : count == 0 ? new int[0] : Shuffle.draw(labels, count, random)) {
      int[] frames = byLabel.get(label);
      add(pictures, Shuffle.draw(frames, Math.min(mix.frames, frames.length), random));
    }
    int rest = Math.min(mix.unlabelled, unlabelled.length);
    if (rest > 0) {
      add(pictures, Shuffle.draw(unlabelled, rest, random));
    }
    int n = pictures.size();
    List<PlannedImage> shots =
        IntStream.range(0, 2 * n)
            .mapToObj(i -> new PlannedImage(pictures.get(i % n), Seeds.mix(seed, step, 1, i)))
            .toList();
    return new BatchPlan(new Size(mix.viewSize, mix.viewSize), augmentation, shots, all);
  }

  /** Plans random crops of one size of labelled pictures of one size group, drawn by its size. */
  public BatchPlan clean(long step) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, step, 2));
    int at = random.nextInt(clean.size());
    int group = 0;
    while (at >= clean.pools().get(group).size()) {
      at -= clean.pools().get(group++).size();
    }
    ImageIndices pool = clean.pools().get(group);
    int[] members = IntStream.range(0, pool.size()).map(pool::get).toArray();
    int[] drawn = Shuffle.draw(members, mix.clean, random);
    List<PlannedImage> shots =
        IntStream.range(0, drawn.length)
            .mapToObj(i -> new PlannedImage(drawn[i], Seeds.mix(seed, step, 3, i)))
            .toList();
    Size whole = clean.sizes().get(group);
    Size window = RandomCrop.draw(whole, mix.window, WINDOW_STEP, random);
    return new BatchPlan(window, new RandomCrop(whole), shots, pool);
  }

  /** Returns whether a step has clean pictures. */
  public boolean hasClean() {
    return mix.clean > 0 && clean.size() > 0;
  }

  private static void add(List<Integer> to, int[] values) {
    for (int value : values) {
      to.add(value);
    }
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
