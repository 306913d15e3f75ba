package io.ciderstream.train.load;

import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import io.ciderstream.embedding.decode.SizeGroups;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A crop of the picture, cut out as an ellipse, a box or a polygon, on another picture, which is
 * sometimes blurred. Where the cut-out is follows from the planned picture's seed, so that it can
 * be known without the picture.
 *
 * @param blur chance that the other picture is blurred, 0..1
 */
public record Composites(double blur) implements Augmentation {
  private static final Viewpoint BEHIND = new Viewpoint(0.2, 0.14, 0.6, 15, 0.6);
  private static final Viewpoint BEFORE = new Viewpoint(0.35, 0.14, 0.6, 15, 0.6);
  private static final double LEAST_BLUR = 4;
  private static final double MOST_BLUR = 20;

  public Composites {
    RandomDraws.require("blur", blur);
  }

  /**
   * Returns the share of each cell that the cut-out covers.
   *
   * @param seed of the planned picture
   * @param size of the batch
   * @return 0..1, [height,width] row by row
   */
  public static float[] covered(long seed, SizeGroups.Size size, int height, int width) {
    try (PointerScope scope = new PointerScope()) {
      return PastedShape.draw(size, new SplittableRandom(seed)).cells(size, height, width);
    }
  }

  @Override
  public Mat make(RgbPictures pictures, int picture, SizeGroups.Size size, RandomGenerator random) {
    PastedShape shape = PastedShape.draw(size, random);
    int other = random.nextInt(pictures.size());
    Mat view = BEHIND.view(pictures.neighbour(other), size, random);
    if (RandomDraws.of(blur, random)) {
      GaussianBlur(view, view, new Size(0, 0), random.nextDouble(LEAST_BLUR, MOST_BLUR));
    }
    SizeGroups.Size square = new SizeGroups.Size(shape.square().width(), shape.square().height());
    Mat cut = BEFORE.view(pictures.enlarged(picture), square, random);
    cut.copyTo(new Mat(view, shape.square()), shape.mask());
    return ColourShift.standard().apply(view, random);
  }
}
