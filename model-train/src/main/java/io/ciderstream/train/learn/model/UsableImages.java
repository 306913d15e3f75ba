package io.ciderstream.train.learn.model;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.data.BadPictures;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.train.learn.plan.ImageGroups;
import io.ciderstream.train.load.BatchLoader;
import io.ciderstream.train.load.RgbPictures;
import java.util.concurrent.Executor;
import java.util.function.IntPredicate;

/**
 * The pictures that can be used, with their loader.
 *
 * @param set only usable pictures
 * @param survey of these
 * @param sizes of the groups
 * @param bad those that turned out not to be decodable
 * @param loader creates batches
 * @param ahead how many batches to load while one is used
 * @param progress says how far a pass over them is
 */
public record UsableImages(
    DataSet set,
    Survey survey,
    SizeGroups sizes,
    BadPictures bad,
    BatchLoader loader,
    int ahead,
    PassProgress progress) {

  /**
   * Selects the pictures of a set that can be used.
   *
   * @param survey of the whole set
   * @param cacheBytes how much stays decoded
   * @param threads where they are decoded
   * @param progress says how far a pass over them is
   */
  public static UsableImages of(
      DataSet set,
      Survey survey,
      SizeGroups sizes,
      BadPictures bad,
      long cacheBytes,
      int ahead,
      Executor threads,
      PassProgress progress) {
    DataSet usable = survey.usable(set);
    Survey groups = survey.usable();
    RgbPictures pictures = new RgbPictures(usable, groups, sizes, bad, cacheBytes);
    return new UsableImages(
        usable, groups, sizes, bad, new BatchLoader(pictures, bad, threads), ahead, progress);
  }

  /** Returns the size that a picture is served in. */
  public SizeGroups.Size servedSize(int picture) {
    return survey.size(picture, sizes);
  }

  /**
   * Returns a selection of pictures that are evenly spread over the set.
   *
   * @param most maximal number of pictures
   */
  public IntPredicate spread(int most) {
    int every = Math.max(1, Math.ceilDiv(set.size(), most));
    return picture -> picture % every == 0;
  }

  /** Returns some of the pictures by size group. */
  public ImageGroups groups(IntPredicate selected) {
    return ImageGroups.of(survey, sizes, selected);
  }

  /** Returns the pictures with a label by size group. */
  public ImageGroups labelled() {
    return groups(image -> set.label(image) >= 0);
  }

  /** Returns the label of each picture of a batch. */
  public int[] labels(int[] pictures) {
    int[] labels = new int[pictures.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = set.label(pictures[i]);
    }
    return labels;
  }
}
