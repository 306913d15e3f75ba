package io.ciderstream.train.learn.measure;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Small copies of pictures, for pages. */
final class Thumbnail {
  private static final int SIDE = 160;
  private static final int QUALITY = 75;
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 100_000_000;

  private Thumbnail() {}

  /** As JPEG, or nothing if the picture can't be decoded. */
  static Optional<byte[]> of(Path file) {
    try (PointerScope scope = new PointerScope()) {
      DecodedPicture decoded =
          new PictureDecoder(new LongestSide(SIDE, 1), new PixelBuffers(), MAX_BYTES, MAX_PIXELS)
              .decode(Files.readAllBytes(file), Optional.empty());
      Mat rgb =
          new Mat(
              decoded.size().height(),
              decoded.size().width(),
              CV_8UC3,
              new BytePointer(decoded.pixels()));
      Mat bgr = new Mat();
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      imencode(".jpg", bgr, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY));
      byte[] jpeg = new byte[(int) encoded.limit()];
      encoded.get(jpeg);
      return Optional.of(jpeg);
    } catch (CiderException | IOException e) {
      return Optional.empty();
    }
  }
}
