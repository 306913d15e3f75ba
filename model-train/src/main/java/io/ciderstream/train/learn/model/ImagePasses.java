package io.ciderstream.train.learn.model;

import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.plan.ImageGroups;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.Prefetch;
import io.ciderstream.train.load.Resized;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;

/** Goes through pictures once, as they are served, without gradients. */
public final class ImagePasses {
  private static final int BATCH = 16;

  private ImagePasses() {}

  /**
   * Gives each batch to the visitor, inside its own {@code PointerScope}. The order is that of the
   * size groups, and within them that of the set.
   *
   * @param selected selects pictures
   */
  public static void through(
      UsableImages images, IntPredicate selected, Consumer<ImageBatch> visitor) {
    over(
        images,
        plans(images.groups(image -> true), selected),
        (plan, batch) -> visitor.accept(batch));
  }

  /** Gives each plan with its batch to the visitor, in order, inside a {@code PointerScope}. */
  public static void over(
      UsableImages images, List<BatchPlan> plans, BiConsumer<BatchPlan, ImageBatch> visitor) {
    Prefetch<ImageBatch> batches =
        new Prefetch<>(
            i -> images.loader().load(plans.get((int) i)), 0, plans.size(), images.ahead());
    IntConsumer progress =
        images
            .progress()
            .begin("computing", plans.stream().mapToInt(plan -> plan.images().size()).sum());
    int done = 0;
    for (BatchPlan plan : plans) {
      try (PointerScope scope = new PointerScope()) {
        ImageBatch batch = batches.take();
        Tensors.withoutGradients(
            () -> {
              visitor.accept(plan, batch);
              return null;
            });
      }
      done += plan.images().size();
      progress.accept(done);
    }
  }

  /** Another picture of the whole group replaces one that cannot be decoded. */
  private static List<BatchPlan> plans(ImageGroups groups, IntPredicate selected) {
    List<BatchPlan> plans = new ArrayList<>();
    for (int group = 0; group < groups.pools().size(); group++) {
      ImageIndices pool = groups.pools().get(group);
      List<PlannedImage> images =
          IntStream.range(0, pool.size())
              .map(pool::get)
              .filter(selected)
              .mapToObj(image -> new PlannedImage(image, 0))
              .toList();
      for (int first = 0; first < images.size(); first += BATCH) {
        List<PlannedImage> part = images.subList(first, Math.min(first + BATCH, images.size()));
        plans.add(new BatchPlan(groups.sizes().get(group), new Resized(), part, pool));
      }
    }
    return plans;
  }
}
