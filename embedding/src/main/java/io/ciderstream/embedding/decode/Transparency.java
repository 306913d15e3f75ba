package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Lays pictures that may be transparent on white. */
final class Transparency {
  private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;

  private Transparency() {}

  /** RGB of 8 bits from a picture as it was decoded unchanged: grey, BGR or BGRA, 8 or 16 bits. */
  static Mat onWhite(Mat decoded) {
    Mat bytes = decoded;
    if (decoded.depth() == CV_16U) {
      bytes = new Mat();
      decoded.convertTo(bytes, CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
    }
    Mat rgb = new Mat();
    switch (bytes.channels()) {
      case 1 -> cvtColor(bytes, rgb, COLOR_GRAY2RGB);
      case 3 -> cvtColor(bytes, rgb, COLOR_BGR2RGB);
      case 4 -> {
        cvtColor(bytes, rgb, COLOR_BGRA2RGB);
        rgb = blend(rgb, bytes);
      }
      default ->
          throw new IllegalArgumentException("it has %d channels".formatted(bytes.channels()));
    }
    return rgb;
  }

  /** 255 + (rgb - 255) alpha. */
  private static Mat blend(Mat rgb, Mat bgra) {
    Mat alpha = new Mat();
    extractChannel(bgra, alpha, 3);
    Mat alphas = new Mat();
    merge(new MatVector(alpha, alpha, alpha), alphas);
    Mat white = new Mat(rgb.size(), CV_32FC3, new Scalar(255, 255, 255, 0));
    Mat colour = new Mat();
    rgb.convertTo(colour, CV_32FC3);
    subtract(colour, white, colour);
    Mat weight = new Mat();
    alphas.convertTo(weight, CV_32FC3, 1 / 255.0, 0);
    multiply(colour, weight, colour);
    add(colour, white, colour);
    Mat blended = new Mat();
    colour.convertTo(blended, CV_8UC3);
    return blended;
  }
}
