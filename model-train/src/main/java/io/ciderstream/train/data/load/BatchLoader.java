package io.ciderstream.train.data.load;

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

/** Makes batches of sheets. Any thread. */
public final class BatchLoader {
  private static final int ATTEMPTS = 10;

  private final RgbPictures pictures;
  private final BadPictures bad;
  private final Executor threads;

  /**
   * @param bad gets what can't be decoded
   * @param threads where pictures are decoded, one task a picture
   */
  public BatchLoader(RgbPictures pictures, BadPictures bad, Executor threads) {
    this.pictures = pictures;
    this.bad = bad;
    this.threads = threads;
  }

  /**
   * Begins to load. Where a picture is bad, the next one of the sheet's pool stands in.
   *
   * @return fails with SETTING_INVALID if too many in a row are bad
   */
  public CompletableFuture<ImageBatch> load(BatchPlan sheet) {
    int count = sheet.shots().size();
    byte[] pixels = new byte[Math.multiplyExact(count, sheet.size().bytes())];
    int[] used = new int[count];
    List<CompletableFuture<Void>> parts =
        IntStream.range(0, count)
            .mapToObj(
                i -> CompletableFuture.runAsync(() -> used[i] = fill(sheet, i, pixels), threads))
            .toList();
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> new ImageBatch(sheet.size(), pixels, used));
  }

  private int fill(BatchPlan sheet, int index, byte[] pixels) {
    PlannedImage shot = sheet.shots().get(index);
    int picture = shot.picture();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (PointerScope scope = new PointerScope()) {
        SplittableRandom random = new SplittableRandom(shot.seed());
        Mat made = sheet.augmentation().make(pictures, picture, sheet.size(), random);
        int bytes = sheet.size().bytes();
        new BytePointer(made.data()).get(pixels, index * bytes, bytes);
        return picture;
      } catch (CiderException e) {
        if (e.code() == ErrorCode.SETTING_INVALID) {
          throw e;
        }
        bad.add(pictures.path(picture), e);
        picture = sheet.pool().after(picture);
      }
    }
    throw pictures.tooManyBad(shot.picture(), ATTEMPTS);
  }
}
