package io.ciderstream.train.load;

import io.ciderstream.evaluation.data.BadPictures;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Loads planned batches. Any thread. */
public final class BatchLoader {
  private static final int MAX_ATTEMPTS = 10;

  private final RgbPictures pictures;
  private final BadPictures bad;
  private final Executor threads;

  /**
   * Creates a batch loader.
   *
   * @param bad gets what can't be decoded
   * @param threads where pictures are decoded, one task a picture
   */
  public BatchLoader(RgbPictures pictures, BadPictures bad, Executor threads) {
    this.pictures = pictures;
    this.bad = bad;
    this.threads = threads;
  }

  /**
   * Begins to load. Where a picture is bad, the next one of the plan's substitutes replaces it.
   *
   * @return fails with SETTING_INVALID if too many in a row are bad
   */
  public CompletableFuture<ImageBatch> load(BatchPlan plan) {
    int count = plan.images().size();
    byte[] pixels = new byte[Math.multiplyExact(count, plan.size().bytes())];
    int[] used = new int[count];
    List<CompletableFuture<Void>> parts =
        IntStream.range(0, count)
            .mapToObj(
                i -> CompletableFuture.runAsync(() -> used[i] = fill(plan, i, pixels), threads))
            .toList();
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> new ImageBatch(plan.size(), pixels, used));
  }

  private int fill(BatchPlan plan, int index, byte[] pixels) {
    PlannedImage image = plan.images().get(index);
    int picture = image.picture();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try (PointerScope scope = new PointerScope()) {
        SplittableRandom random = new SplittableRandom(image.seed());
        Mat made = plan.augmentation().make(pictures, picture, plan.size(), random);
        int bytes = plan.size().bytes();
        new BytePointer(made.data()).get(pixels, index * bytes, bytes);
        return picture;
      } catch (CiderException e) {
        if (e.code() == ErrorCode.SETTING_INVALID) {
          throw e;
        }
        bad.add(pictures.path(picture), e);
        picture = plan.substitutes().after(picture);
      }
    }
    throw pictures.tooManyBad(image.picture(), MAX_ATTEMPTS);
  }
}
