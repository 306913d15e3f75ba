package io.ciderstream.evaluation.data;

import io.ciderstream.embedding.decode.SizeGroups;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Says which pictures of a set exist, and in which size group.
 *
 * @param groups by picture: index of its size group, {@link #MISSING} or {@link #BAD}
 */
public record Survey(byte[] groups) {
  /** There is no such file. */
  public static final byte MISSING = (byte) PictureSizes.MISSING;

  /** The file's head is no picture's. */
  public static final byte BAD = (byte) PictureSizes.BAD;

  /**
   * Finds the size of every picture, from the head of its file or from what an earlier run kept
   * beside the pictures.
   *
   * @param sizes the groups
   * @param threads where files are read
   * @param report gets a line for each bad picture, on any of these threads
   * @param progress receives how many pictures are done, on the caller's thread
   */
  public static Survey of(
      DataSet set, SizeGroups sizes, Executor threads, DataReport report, IntConsumer progress) {
    return of(set, sizes, threads, report, progress, PictureSizes.WORTH_KEEPING);
  }

  /**
   * Finds the size of every picture, and keeps those of a folder if enough of them were read.
   *
   * @param keepFrom how many are enough
   * @see #of(DataSet, SizeGroups, Executor, DataReport, IntConsumer)
   */
  static Survey of(
      DataSet set,
      SizeGroups sizes,
      Executor threads,
      DataReport report,
      IntConsumer progress,
      int keepFrom) {
    long[] pictures = new PictureSizes(set, report).read(threads, progress, keepFrom);
    byte[] groups = new byte[pictures.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = pictures[i] < 0 ? (byte) pictures[i] : group(pictures[i], sizes);
    }
    return new Survey(groups);
  }

  private static byte group(long size, SizeGroups sizes) {
    return (byte)
        sizes.sizes().indexOf(sizes.of(PictureSizes.width(size), PictureSizes.height(size)));
  }

  /**
   * Returns the size in which a usable picture is served, of the groups that the survey was made
   * for.
   */
  public SizeGroups.Size size(int picture, SizeGroups sizes) {
    return sizes.sizes().get(groups[picture]);
  }

  /** Returns the number of pictures with this mark. */
  public long count(byte mark) {
    return IntStream.range(0, groups.length).filter(i -> groups[i] == mark).count();
  }

  /** Returns whether a picture can be learned from. */
  public boolean usable(int picture) {
    return groups[picture] >= 0;
  }

  /** Returns the set without what is missing or bad. */
  public DataSet usable(DataSet set) {
    return set.keep(this::usable);
  }

  /** Returns the groups of the usable pictures, in their order. */
  public Survey usable() {
    byte[] kept = new byte[groups.length];
    int count = 0;
    for (byte group : groups) {
      if (group >= 0) {
        kept[count++] = group;
      }
    }
    return new Survey(Arrays.copyOf(kept, count));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Survey survey && Arrays.equals(groups, survey.groups);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(groups);
  }
}
