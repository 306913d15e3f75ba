package io.ciderstream.train.load;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.yaml.Key;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The augmentation of GLAM (Song et al., WACV 2022): each axis scaled by itself, then cropped or
 * padded with black at a random place; brightness. No flip.
 *
 * @param scale largest relative change of either axis, in 0..0.5
 * @param brightness largest relative change of all values, in 0..1
 */
public record MildJitter(
    @Key(fallback = "0.2", max = 0.5) double scale,
    @Key(fallback = "0.1", max = 1) double brightness)
    implements Augmentation {
  public MildJitter {
    if (!(scale >= 0 && scale <= 0.5) || !(brightness >= 0 && brightness <= 1)) {
      throw new IllegalArgumentException("scale %s, brightness %s".formatted(scale, brightness));
    }
  }

  @Override
  public Mat make(RgbPictures pictures, int picture, SizeGroups.Size size, RandomGenerator random) {
    int width = scaled(size.width(), random);
    int height = scaled(size.height(), random);
    Mat large = pictures.enlarged(picture, size);
    Mat whole = new Mat();
    boolean shrinks = width < large.cols() && height < large.rows();
    resize(large, whole, new Size(width, height), 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
    Mat target = new Mat(size.height(), size.width(), large.type(), Scalar.BLACK);
    Span x = Span.between(width, size.width(), random);
    Span y = Span.between(height, size.height(), random);
    Mat from = new Mat(whole, new Rect(x.from, y.from, x.length, y.length));
    Mat to = new Mat(target, new Rect(x.to, y.to, x.length, y.length));
    from.convertTo(to, -1, 1 + RandomDraws.around(brightness, random), 0);
    return target;
  }

  private int scaled(int size, RandomGenerator random) {
    return (int) Math.round(size * (1 + RandomDraws.around(scale, random)));
  }

  /** Which part of one axis is copied where. */
  private record Span(int from, int to, int length) {
    static Span between(int have, int want, RandomGenerator random) {
      int offset = random.nextInt(Math.abs(have - want) + 1);
      return have >= want ? new Span(offset, 0, want) : new Span(0, offset, have);
    }
  }
}
