package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.embedding.sniff.TiffLayout;
import io.ciderstream.embedding.sniff.UnsupportedVariant;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes the formats of this package. Any thread. */
public final class RasterDecoder {
  private RasterDecoder() {}

  /**
   * Returns the pixels as stored, before the orientation is applied.
   *
   * @return 8-bit RGB on white; empty for JPEG, WebP and the kinds of TIFF that OpenCV must decode
   * @throws IllegalArgumentException if the picture is damaged or pixels are missing
   * @throws IndexOutOfBoundsException if it is cut off
   * @throws UnsupportedVariant if it is of a kind that is not supported
   */
  public static Optional<Mat> read(byte[] content, PictureHeader header) {
    try {
      return switch (header.format()) {
        case PNG -> Optional.of(PngPixels.read(content));
        case GIF -> Optional.of(GifPixels.read(content, header));
        case BMP -> Optional.of(BmpPixels.read(content));
        case TIFF -> {
          TiffLayout layout = TiffLayout.read(content);
          yield layout.isPlain() ? Optional.of(TiffPixels.read(content, layout)) : Optional.empty();
        }
        case JPEG, WEBP -> Optional.empty();
      };
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
