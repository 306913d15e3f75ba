package io.ciderstream.evaluation.data;

import io.ciderstream.evaluation.csv.FileNames;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Finds pictures that are in the data more than once. */
public final class Duplicates {
  private Duplicates() {}

  /**
   * Rejects a set that holds a file twice: under two labels it would be pulled both ways, and in an
   * evaluation it would find itself.
   *
   * @param name of the set, for the message
   * @throws CiderException SETTING_INVALID that names the file and both labels
   */
  public static void refuse(String name, DataSet set) {
    boolean oneRoot = set.pictures().stream().map(TrainingImage::root).distinct().count() < 2;
    int slots = Integer.highestOneBit(Math.max(1, set.size())) << 2;
    int[] seen =
        new int[slots]; // numbers of pictures, from 1, by hash: a map has ten times the size
    for (int i = 0; i < set.size(); i++) {
      String key = key(set.pictures().get(i), oneRoot);
      int slot = spread(key.hashCode()) & slots - 1;
      while (seen[slot] > 0) {
        int before = seen[slot] - 1;
        if (key(set.pictures().get(before), oneRoot).equals(key)) {
          throw new CiderException(
              ErrorCode.SETTING_INVALID,
              "%s holds the picture %s twice, %s and %s; remove one of them from its list or folder."
                  .formatted(
                      name, set.pictures().get(i).path(), label(set, before), label(set, i)));
        }
        slot = slot + 1 & slots - 1;
      }
      seen[slot] = i + 1;
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9e3779b9; // names that differ in their last letters have hashes in a row
    return mixed ^ mixed >>> 16;
  }

  /** Returns how many pictures of one set are also in another. */
  public static int shared(DataSet one, DataSet other) {
    Set<Path> paths = new HashSet<>();
    one.pictures().forEach(picture -> paths.add(path(picture)));
    int all = paths.size();
    other.pictures().forEach(picture -> paths.remove(path(picture)));
    return all - paths.size();
  }

  private static String key(TrainingImage picture, boolean oneRoot) {
    return oneRoot ? FileNames.normal(picture.file()) : path(picture).toString();
  }

  private static Path path(TrainingImage picture) {
    return picture.path().toAbsolutePath().normalize();
  }

  private static String label(DataSet set, int picture) {
    int label = set.label(picture);
    return label < 0 ? "without a label" : "labelled '%s'".formatted(set.labels().get(label));
  }
}
