package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** Lays pictures that may be transparent on white. */
final class Transparency {
  private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;
  private static final int BAND_PIXELS = 1 << 20;

  private Transparency() {}

  /**
   * Converts a picture as it was decoded unchanged (grey, BGR or BGRA, 8 or 16 bits) to RGB of 8
   * bits. Works in bands, so that it needs little memory besides its result.
   */
  static Mat onWhite(Mat decoded) {
    Mat rgb = new Mat(decoded.rows(), decoded.cols(), CV_8UC3);
    int band = Math.max(1, BAND_PIXELS / decoded.cols());
    for (int row = 0; row < decoded.rows(); row += band) {
      int end = Math.min(decoded.rows(), row + band);
      try (PointerScope scope = new PointerScope()) {
        layBand(decoded.rowRange(row, end), rgb.rowRange(row, end));
      }
    }
    return rgb;
  }

  private static void layBand(Mat decoded, Mat rgb) {
    Mat bytes =
        switch (decoded.depth()) {
          case CV_8U -> decoded;
          case CV_16U -> {
            Mat eight = new Mat();
            decoded.convertTo(eight, CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
            yield eight;
          }
          default -> throw new IllegalArgumentException("its samples have no 8 or 16 bits");
        };
    switch (bytes.channels()) {
      case 1 -> cvtColor(bytes, rgb, COLOR_GRAY2RGB);
      case 3 -> cvtColor(bytes, rgb, COLOR_BGR2RGB);
      case 4 -> {
        cvtColor(bytes, rgb, COLOR_BGRA2RGB);
        blend(rgb, bytes);
      }
      default ->
          throw new IllegalArgumentException("it has %d channels".formatted(bytes.channels()));
    }
  }

  /** 255 - (255 - rgb) alpha / 255. */
  private static void blend(Mat rgb, Mat bgra) {
    Mat alpha = new Mat();
    extractChannel(bgra, alpha, 3);
    Mat alphas = new Mat();
    merge(new MatVector(alpha, alpha, alpha), alphas);
    bitwise_not(rgb, rgb);
    multiply(rgb, alphas, rgb, 1 / 255.0, -1);
    bitwise_not(rgb, rgb);
  }
}
