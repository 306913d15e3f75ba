package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ciderstream.embedding.natives.NativeLibraries;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** From decoded pixels to a file's content again, by OpenCV. */
public final class PictureEncoder {
  static {
    NativeLibraries.loadOpenCv();
  }

  private PictureEncoder() {}

  /**
   * Encodes a picture.
   *
   * @param ending of the format, such as {@code .png}
   * @param options of OpenCV's encoder: names and values by turns
   */
  public static byte[] encode(DecodedPicture picture, String ending, int... options) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb =
          new Mat(
              picture.size().height(),
              picture.size().width(),
              CV_8UC3,
              new BytePointer(picture.pixels()));
      Mat bgr = new Mat();
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      imencode(ending, bgr, encoded, new IntPointer(options));
      byte[] content = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(content);
      return content;
    }
  }
}
