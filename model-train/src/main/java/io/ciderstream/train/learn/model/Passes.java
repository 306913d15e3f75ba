package io.ciderstream.train.learn.model;

import io.ciderstream.train.data.load.BatchPlan;
import io.ciderstream.train.data.load.ImageBatch;
import io.ciderstream.train.data.load.ImageIndices;
import io.ciderstream.train.data.load.PlannedImage;
import io.ciderstream.train.data.load.Prefetch;
import io.ciderstream.train.data.load.Resized;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.plan.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.bytedeco.javacpp.PointerScope;

/** Goes through pictures once, as they are served, without gradients. */
public final class Passes {
  private static final int BATCH = 16;

  private Passes() {}

  /**
   * Gives each batch to the visitor, inside a {@code PointerScope} of its own. The order is that of
   * the size groups, and within them that of the set.
   *
   * @param wanted which pictures
   */
  public static void through(Pictures pictures, IntPredicate wanted, Consumer<ImageBatch> visitor) {
    over(pictures, sheets(pictures.groups(), wanted), (sheet, batch) -> visitor.accept(batch));
  }

  /** Gives each sheet with its batch to the visitor, in order, as above. */
  public static void over(
      Pictures pictures, List<BatchPlan> sheets, BiConsumer<BatchPlan, ImageBatch> visitor) {
    Prefetch<ImageBatch> batches =
        new Prefetch<>(
            i -> pictures.loader().load(sheets.get((int) i)), 0, sheets.size(), pictures.ahead());
    for (BatchPlan sheet : sheets) {
      try (PointerScope scope = new PointerScope()) {
        ImageBatch batch = batches.take();
        Tensors.withoutGradients(
            () -> {
              visitor.accept(sheet, batch);
              return null;
            });
      }
    }
  }

  private static List<BatchPlan> sheets(Groups groups, IntPredicate wanted) {
    List<BatchPlan> sheets = new ArrayList<>();
    for (int group = 0; group < groups.pools().size(); group++) {
      ImageIndices pool = groups.pools().get(group);
      List<PlannedImage> shots = new ArrayList<>();
      for (int i = 0; i < pool.size(); i++) {
        if (wanted.test(pool.get(i))) {
          shots.add(new PlannedImage(pool.get(i), 0));
        }
      }
      for (int first = 0; first < shots.size(); first += BATCH) {
        List<PlannedImage> part = shots.subList(first, Math.min(first + BATCH, shots.size()));
        sheets.add(new BatchPlan(groups.sizes().get(group), new Resized(), part, pool));
      }
    }
    return sheets;
  }
}
