package io.ciderstream.train.learn.plan;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.train.data.DataSet;
import io.ciderstream.train.data.Survey;
import io.ciderstream.train.data.load.ImageIndices;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures by size group.
 *
 * @param sizes of the groups
 * @param pools pictures of each group, as many pools as sizes
 */
public record Groups(List<SizeGroups.Size> sizes, List<ImageIndices> pools) {
  public Groups {
    sizes = List.copyOf(sizes);
    pools = List.copyOf(pools);
  }

  /** Of the labelled pictures of a set. */
  public static Groups labelled(DataSet set, Survey survey, SizeGroups sizes) {
    return of(set, survey, sizes, true);
  }

  /** Of all pictures of a set. */
  public static Groups all(DataSet set, Survey survey, SizeGroups sizes) {
    return of(set, survey, sizes, false);
  }

  private static Groups of(DataSet set, Survey survey, SizeGroups sizes, boolean labelled) {
    byte[] groups = survey.groups();
    return new Groups(
        sizes.sizes(),
        IntStream.range(0, sizes.sizes().size())
            .mapToObj(
                group ->
                    new ImageIndices(
                        IntStream.range(0, set.size())
                            .filter(i -> groups[i] == group)
                            .filter(i -> !labelled || set.label(i) >= 0)
                            .toArray()))
            .toList());
  }

  /**
   * Without the groups of fewer pictures, as long as one is left; the pictures of a small group
   * would come again and again.
   */
  public Groups withAtLeast(int pictures) {
    if (pools.stream().noneMatch(pool -> pool.size() >= pictures)) {
      return this;
    }
    return new Groups(
        sizes,
        pools.stream().map(pool -> pool.size() >= pictures ? pool : new ImageIndices()).toList());
  }

  /** Number of pictures. */
  public int size() {
    return pools.stream().mapToInt(ImageIndices::size).sum();
  }
}
