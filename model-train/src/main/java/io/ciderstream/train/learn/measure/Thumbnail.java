package io.ciderstream.train.learn.measure;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;

import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Small copies of pictures, for pages. */
final class Thumbnail {
  private static final int SIDE = 160;
  private static final int QUALITY = 75;

  private Thumbnail() {}

  /** As JPEG, or nothing if the picture can't be decoded. */
  static Optional<byte[]> of(Path file) {
    try {
      return Optional.of(
          PictureCopy.of(
              Files.readAllBytes(file),
              Optional.empty(),
              new LongestSide(SIDE, 1),
              ".jpg",
              IMWRITE_JPEG_QUALITY,
              QUALITY));
    } catch (CiderException | IOException e) {
      return Optional.empty();
    }
  }
}
