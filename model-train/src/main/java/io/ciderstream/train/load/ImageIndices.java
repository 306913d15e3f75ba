package io.ciderstream.train.load;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Indices of pictures of one kind, such as those of a size group, in rising order. Immutable. */
public final class ImageIndices {
  private final int[] pictures;

  /**
   * Creates the picture indices.
   *
   * @param pictures indices into the data set, in any order
   */
  public ImageIndices(int... pictures) {
    this.pictures = pictures.clone();
    Arrays.sort(this.pictures);
  }

  /** Returns the pictures 0 to count - 1. */
  public static ImageIndices upTo(int count) {
    return new ImageIndices(IntStream.range(0, count).toArray());
  }

  public int size() {
    return pictures.length;
  }

  public int get(int index) {
    return pictures[index];
  }

  /** Returns the picture after this one; after the last comes the first. */
  public int after(int picture) {
    int at = Arrays.binarySearch(pictures, picture);
    int next = at < 0 ? -at - 1 : at + 1;
    return pictures[next % pictures.length];
  }
}
