package io.ciderstream.train.learn.plan;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.train.load.ImageIndices;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Pictures by size group.
 *
 * @param sizes of the groups
 * @param pools pictures of each group, as many pools as sizes
 */
public record ImageGroups(List<SizeGroups.Size> sizes, List<ImageIndices> pools) {
  public ImageGroups {
    sizes = List.copyOf(sizes);
    pools = List.copyOf(pools);
  }

  /**
   * Groups pictures by the size that they are served in.
   *
   * @param selected selects pictures
   */
  public static ImageGroups of(Survey survey, SizeGroups sizes, IntPredicate selected) {
    byte[] groups = survey.groups();
    return new ImageGroups(
        sizes.sizes(),
        IntStream.range(0, sizes.sizes().size())
            .mapToObj(
                group ->
                    new ImageIndices(
                        IntStream.range(0, groups.length)
                            .filter(i -> groups[i] == group)
                            .filter(selected)
                            .toArray()))
            .toList());
  }

  /**
   * Removes the groups of fewer pictures, as long as one is left; pictures of a small group would
   * be repeated too often.
   */
  public ImageGroups withAtLeast(int pictures) {
    if (pools.stream().noneMatch(pool -> pool.size() >= pictures)) {
      return this;
    }
    return new ImageGroups(
        sizes,
        pools.stream().map(pool -> pool.size() >= pictures ? pool : new ImageIndices()).toList());
  }

  /** Returns the number of pictures. */
  public int size() {
    return pools.stream().mapToInt(ImageIndices::size).sum();
  }
}
