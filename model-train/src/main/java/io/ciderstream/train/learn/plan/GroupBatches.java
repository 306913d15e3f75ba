package io.ciderstream.train.learn.plan;

import io.ciderstream.train.load.Augmentation;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Every picture once an epoch, each batch of one size group; a group's last batch is filled up with
 * pictures of the same group. For one thread.
 */
public final class GroupBatches {
  private final ImageGroups groups;
  private final Augmentation augmentation;
  private final int batch;
  private final long seed;
  private final long batchesPerEpoch;
  private long epoch = -1;
  private List<Draw> order = List.of();

  /**
   * Creates the group batches.
   *
   * @param groups what to learn from, not empty
   * @param batch pictures of a batch, 1 or more
   */
  public GroupBatches(ImageGroups groups, Augmentation augmentation, int batch, long seed) {
    this.groups = groups;
    this.augmentation = augmentation;
    this.batch = batch;
    this.seed = seed;
    this.batchesPerEpoch =
        groups.pools().stream().mapToLong(pool -> Math.ceilDiv(pool.size(), batch)).sum();
  }

  public long batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /** Plans a batch, counted from 0 over all epochs. */
  public BatchPlan plan(long number) {
    long target = number / batchesPerEpoch;
    if (target != epoch) {
      epoch = target;
      order = order(new SplittableRandom(Seeds.mix(seed, epoch)));
    }
    Draw draw = order.get((int) (number % batchesPerEpoch));
    ImageIndices pool = groups.pools().get(draw.group);
    List<PlannedImage> shots =
        IntStream.range(0, batch)
            .mapToObj(
                i -> {
                  int picture = draw.pictures[(draw.first + i) % draw.pictures.length];
                  return new PlannedImage(picture, Seeds.mix(seed, number, i));
                })
            .toList();
    return new BatchPlan(groups.sizes().get(draw.group), augmentation, shots, pool);
  }

  private List<Draw> order(SplittableRandom random) {
    List<Draw> draws = new ArrayList<>();
    for (int group = 0; group < groups.pools().size(); group++) {
      ImageIndices pool = groups.pools().get(group);
      int[] pictures = Shuffle.of(IntStream.range(0, pool.size()).map(pool::get).toArray(), random);
      for (int first = 0; first < pictures.length; first += batch) {
        draws.add(new Draw(group, pictures, first));
      }
    }
    int[] mixed = Shuffle.of(IntStream.range(0, draws.size()).toArray(), random);
    return Arrays.stream(mixed).mapToObj(draws::get).toList();
  }

  private record Draw(int group, int[] pictures, int first) {}
}
