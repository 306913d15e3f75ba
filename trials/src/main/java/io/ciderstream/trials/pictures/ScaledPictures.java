package io.ciderstream.trials.pictures;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ciderstream.embedding.natives.NativeLibraries;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Encodes pictures in another size. */
final class ScaledPictures {
  static {
    NativeLibraries.loadOpenCv();
  }

  private ScaledPictures() {}

  /**
   * Returns a scaled picture, encoded.
   *
   * @param longestSide pixels of the longest side
   * @param extension of the format, such as {@code .jpg}
   * @param parameters OpenCV's parameters of the encoder and their values in turn
   */
  static byte[] encode(Path source, int longestSide, String extension, int... parameters) {
    try (PointerScope scope = new PointerScope()) {
      Mat picture = imread(source.toString(), IMREAD_COLOR);
      double factor = (double) longestSide / Math.max(picture.cols(), picture.rows());
      Mat scaled = new Mat();
      Size size =
          new Size(
              (int) Math.round(picture.cols() * factor), (int) Math.round(picture.rows() * factor));
      resize(picture, scaled, size, 0, 0, factor < 1 ? INTER_AREA : INTER_CUBIC);
      BytePointer encoded = new BytePointer();
      imencode(extension, scaled, encoded, new IntPointer(parameters));
      byte[] content = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(content);
      return content;
    }
  }
}
