package io.ciderstream.train.learn.model;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.train.data.DataSet;
import io.ciderstream.train.data.Survey;
import io.ciderstream.train.data.load.BadPictures;
import io.ciderstream.train.data.load.BatchLoader;
import io.ciderstream.train.data.load.RgbPictures;
import io.ciderstream.train.learn.plan.Groups;
import java.util.concurrent.Executor;

/**
 * Pictures that are there, with what reads them.
 *
 * @param set only usable pictures
 * @param survey of these
 * @param sizes of the groups
 * @param bad those that turned out not to be decodable
 * @param loader makes batches
 * @param ahead how many batches to load while one is used
 */
public record Pictures(
    DataSet set, Survey survey, SizeGroups sizes, BadPictures bad, BatchLoader loader, int ahead) {

  /**
   * Those of a set that can be used.
   *
   * @param survey of the whole set
   * @param cacheBytes how much stays decoded
   * @param threads where they are decoded
   */
  public static Pictures of(
      DataSet set,
      Survey survey,
      SizeGroups sizes,
      BadPictures bad,
      long cacheBytes,
      int ahead,
      Executor threads) {
    DataSet usable = survey.usable(set);
    Survey groups = survey.usable();
    RgbPictures pictures = new RgbPictures(usable, groups, sizes, bad, cacheBytes);
    return new Pictures(usable, groups, sizes, bad, new BatchLoader(pictures, bad, threads), ahead);
  }

  /** The size that a picture is served in. */
  public SizeGroups.Size servedSize(int picture) {
    return survey.size(picture, sizes);
  }

  /** By size group, all of them. */
  public Groups groups() {
    return Groups.all(set, survey, sizes);
  }

  /** By size group, those with a label. */
  public Groups labelled() {
    return Groups.labelled(set, survey, sizes);
  }

  /** The label of each picture of a batch. */
  public int[] labels(int[] pictures) {
    int[] labels = new int[pictures.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = set.label(pictures[i]);
    }
    return labels;
  }
}
