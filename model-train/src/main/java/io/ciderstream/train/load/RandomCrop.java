package io.ciderstream.train.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * A crop of the picture as it is served: resized whole, then cropped at a random place, so that
 * objects keep the scale that they are served in.
 *
 * @param whole size of the whole picture, at least that of the batch
 */
public record RandomCrop(Size whole) implements Augmentation {
  @Override
  public Mat make(RgbPictures pictures, int picture, Size size, RandomGenerator random) {
    int x = random.nextInt(whole.width() - size.width() + 1);
    int y = random.nextInt(whole.height() - size.height() + 1);
    Mat cut = new Mat(pictures.read(picture, whole), new Rect(x, y, size.width(), size.height()));
    return cut.clone();
  }

  /**
   * Draws a size for a window.
   *
   * @param least share of either axis that a window has, 0..1
   * @param step sizes are multiples of this, where they are not whole
   */
  public static Size draw(Size whole, double least, int step, RandomGenerator random) {
    return new Size(
        side(whole.width(), least, step, random), side(whole.height(), least, step, random));
  }

  private static int side(int whole, double least, int step, RandomGenerator random) {
    double share = least + (1 - least) * random.nextDouble();
    int side = (int) Math.round(whole * share / step) * step;
    return Math.clamp(side, Math.min(step, whole), whole);
  }
}
