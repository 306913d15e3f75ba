package io.ciderstream.train.learn.measure;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ciderstream.embedding.Box;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Copies of pictures, or of parts of them, in another size or format. */
final class PictureCopy {
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 100_000_000;

  private PictureCopy() {}

  /**
   * @param content of a picture's file
   * @param part of it; empty for the whole picture
   * @param ending of the copy's format, such as {@code .png}
   * @param options of OpenCV's encoder
   * @throws io.ciderstream.schemas.CiderException if it cannot be decoded
   */
  static byte[] of(
      byte[] content, Optional<Box> part, InputSizes sizes, String ending, int... options) {
    try (PointerScope scope = new PointerScope()) {
      DecodedPicture decoded =
          new PictureDecoder(sizes, new PixelBuffers(), MAX_BYTES, MAX_PIXELS)
              .decode(content, part);
      Mat rgb =
          new Mat(
              decoded.size().height(),
              decoded.size().width(),
              CV_8UC3,
              new BytePointer(decoded.pixels()));
      Mat bgr = new Mat();
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      imencode(ending, bgr, encoded, new IntPointer(options));
      byte[] copy = new byte[(int) encoded.limit()];
      encoded.get(copy);
      return copy;
    }
  }
}
