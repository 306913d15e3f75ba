package io.ciderstream.embedding.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Whether the entropy-coded data of a JPEG give all its pixels, by ImageIO: unlike OpenCV it tells
 * of what libjpeg made up.
 */
final class JpegCompleteness {
  private static final int SIDE = 64;

  /** What libjpeg says of bytes between the pixels and the end marker. */
  private static final String HARMLESS = "extraneous bytes before marker";

  private JpegCompleteness() {}

  /** False if pixels are missing or ImageIO cannot read it. */
  static boolean isComplete(byte[] jpeg) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    AtomicBoolean warned = new AtomicBoolean();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (!warning.contains(HARMLESS)) {
            warned.set(true);
          }
        });
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      ImageReadParam few = reader.getDefaultReadParam();
      few.setSourceSubsampling(
          Math.max(1, reader.getWidth(0) / SIDE), Math.max(1, reader.getHeight(0) / SIDE), 0, 0);
      reader.readRaster(0, few);
      return !warned.get();
    } catch (IOException | RuntimeException e) {
      return false;
    } finally {
      reader.dispose();
    }
  }
}
