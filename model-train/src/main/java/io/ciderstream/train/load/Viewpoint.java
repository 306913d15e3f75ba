package io.ciderstream.train.load;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.evaluation.yaml.Key;
import java.nio.DoubleBuffer;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A crop of random area, whose corners are shifted and which is turned.
 *
 * @param leastArea smallest share of the picture's area, in 0..1
 * @param bend largest shift of a corner, as a share of the crop's side, in 0..0.4
 * @param bendProbability of a bent crop
 * @param turn largest angle in degrees, in 0..180
 * @param turnProbability of a turned crop
 */
public record Viewpoint(
    @Key(fallback = "0.3", max = 1) double leastArea,
    @Key(fallback = "0.14", max = 0.4) double bend,
    @Key(fallback = "0.6", max = 1, formerly = "bends") double bendProbability,
    @Key(fallback = "15", max = 180) double turn,
    @Key(fallback = "0.6", max = 1, formerly = "turns") double turnProbability) {
  private static final double MIN_ASPECT = 3.0 / 4;
  private static final int CORNERS = 4;
  private static final int[] X = {0, 1, 1, 0};
  private static final int[] Y = {0, 0, 1, 1};

  public Viewpoint {
    RandomDraws.require("least-area", leastArea);
    RandomDraws.require("bend-probability", bendProbability);
    RandomDraws.require("turn-probability", turnProbability);
    if (!(bend >= 0 && bend <= 0.4) || !(turn >= 0 && turn <= 180)) {
      throw new IllegalArgumentException("bend %s, turn %s".formatted(bend, turn));
    }
  }

  /**
   * Returns the default: area 0.3 to 1, bent by up to 14 % and turned by up to 15 degrees six times
   * out of ten.
   */
  public static Viewpoint standard() {
    return new Viewpoint(0.3, 0.14, 0.6, 15, 0.6);
  }

  /** Draws a view of a picture, 8-bit RGB of this size; what is beyond its edges is mirrored. */
  Mat view(Mat image, Size size, RandomGenerator random) {
    Mat view = new Mat();
    warpPerspective(
        image,
        view,
        draw(image.cols(), image.rows(), size, random),
        new org.bytedeco.opencv.opencv_core.Size(size.width(), size.height()),
        INTER_LINEAR,
        BORDER_REFLECT_101,
        Scalar.BLACK);
    return view;
  }

  /**
   * Returns where the view that is drawn next shows points of the picture.
   *
   * @param points x and y of each point, 0..1 of the picture
   * @param picture size of the picture
   * @param size of the view
   * @return x and y of each point, 0..1 of the view; outside of it where the view does not show it
   */
  float[] positions(float[] points, Size picture, Size size, RandomGenerator random) {
    DoubleBuffer map = draw(picture.width(), picture.height(), size, random).createBuffer();
    float[] positions = new float[points.length];
    for (int i = 0; i < points.length; i += 2) {
      double x = points[i] * picture.width() - 0.5;
      double y = points[i + 1] * picture.height() - 0.5;
      double depth = map.get(6) * x + map.get(7) * y + map.get(8);
      double viewX = (map.get(0) * x + map.get(1) * y + map.get(2)) / depth;
      double viewY = (map.get(3) * x + map.get(4) * y + map.get(5)) / depth;
      positions[i] = (float) ((viewX + 0.5) / size.width());
      positions[i + 1] = (float) ((viewY + 0.5) / size.height());
    }
    return positions;
  }

  /** Draws the transformation from a picture of this width and height to a view, double [3,3]. */
  private Mat draw(int width, int height, Size size, RandomGenerator random) {
    double area = random.nextDouble(leastArea, Math.nextUp(1.0));
    double stretch = Math.pow(MIN_ASPECT, RandomDraws.around(1, random));
    double cropWidth = Math.min(width, width * Math.sqrt(area * stretch));
    double cropHeight = Math.min(height, height * Math.sqrt(area / stretch));
    double left = random.nextDouble() * (width - cropWidth);
    double top = random.nextDouble() * (height - cropHeight);
    double shift = RandomDraws.of(bendProbability, random) ? bend : 0;
    double angle =
        RandomDraws.of(turnProbability, random)
            ? Math.toRadians(RandomDraws.around(turn, random))
            : 0;
    float[] from = new float[2 * CORNERS];
    float[] to = new float[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      double x = cropWidth * (X[i] - 0.5 + RandomDraws.around(shift, random));
      double y = cropHeight * (Y[i] - 0.5 + RandomDraws.around(shift, random));
      double centreX = left + cropWidth / 2;
      double centreY = top + cropHeight / 2;
      from[2 * i] = (float) (centreX + x * Math.cos(angle) - y * Math.sin(angle));
      from[2 * i + 1] = (float) (centreY + x * Math.sin(angle) + y * Math.cos(angle));
      to[2 * i] = X[i] * (size.width() - 1f);
      to[2 * i + 1] = Y[i] * (size.height() - 1f);
    }
    return getPerspectiveTransform(corners(from), corners(to));
  }

  private static Mat corners(float[] xy) {
    return new Mat(CORNERS, 2, opencv_core.CV_32FC1, new FloatPointer(xy));
  }
}
