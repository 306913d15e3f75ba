package io.ciderstream.train.load;

import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.fillConvexPoly;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ciderstream.embedding.decode.SizeGroups;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A convex shape somewhere in a picture: an ellipse, a box or a polygon.
 *
 * @param square its bounding square: x, y and side in pixels
 * @param corners x and y of each, within the square
 */
record PastedShape(Rect square, int[] corners) {
  private static final double MIN_SHARE = 0.45;
  private static final double MAX_SHARE = 0.8;
  private static final int ROUND = 32;
  private static final int KINDS = 3;

  /** Draws one for a picture of this size. */
  static PastedShape draw(SizeGroups.Size size, RandomGenerator random) {
    int shorter = Math.min(size.width(), size.height());
    int side = (int) (shorter * random.nextDouble(MIN_SHARE, MAX_SHARE));
    int x = random.nextInt(size.width() - side + 1);
    int y = random.nextInt(size.height() - side + 1);
    double[] angles =
        switch (random.nextInt(KINDS)) {
          case 0 -> even(ROUND, 0);
          case 1 -> even(4, Math.PI / 4);
          default -> random.doubles(3 + random.nextInt(6), 0, 2 * Math.PI).sorted().toArray();
        };
    double wide = random.nextDouble(0.7, 1) * side / 2;
    double high = random.nextDouble(0.7, 1) * side / 2;
    double reach = angles.length == 4 ? Math.sqrt(2) : 1;
    int[] corners = new int[2 * angles.length];
    for (int i = 0; i < angles.length; i++) {
      corners[2 * i] = corner(side, wide * reach * Math.cos(angles[i]));
      corners[2 * i + 1] = corner(side, high * reach * Math.sin(angles[i]));
    }
    return new PastedShape(new Rect(x, y, side, side), corners);
  }

  private static double[] even(int count, double first) {
    double[] angles = new double[count];
    Arrays.setAll(angles, i -> first + 2 * Math.PI * i / count);
    return angles;
  }

  private static int corner(int side, double offset) {
    return (int) Math.clamp(Math.round(side / 2.0 + offset), 0, side - 1);
  }

  /** Returns 255 within the shape and 0 elsewhere, 8-bit [side,side]. */
  Mat mask() {
    Mat mask = new Mat(square.height(), square.width(), CV_8UC1, Scalar.BLACK);
    Mat points = new Mat(corners.length / 2, 1, CV_32SC2, new IntPointer(corners));
    fillConvexPoly(mask, points, Scalar.WHITE);
    return mask;
  }

  /** Returns the share of each cell of a picture that the shape covers, 0..1, row by row. */
  float[] cells(SizeGroups.Size size, int height, int width) {
    Mat whole = new Mat(size.height(), size.width(), CV_8UC1, Scalar.BLACK);
    mask().copyTo(new Mat(whole, square));
    Mat small = new Mat();
    resize(whole, small, new Size(width, height), 0, 0, INTER_AREA);
    byte[] bytes = new byte[width * height];
    new BytePointer(small.data()).get(bytes);
    float[] shares = new float[bytes.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (bytes[i] & 0xff) / 255f;
    }
    return shares;
  }
}
