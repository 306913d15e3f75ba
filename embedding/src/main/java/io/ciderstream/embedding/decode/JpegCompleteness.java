package io.ciderstream.embedding.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Checks by ImageIO that the entropy-coded data of a JPEG give all its pixels: unlike OpenCV it
 * reports of what libjpeg made up.
 */
final class JpegCompleteness {
  private static final int SIDE = 64;

  /** libjpeg's message on bytes between the pixels and the end marker. */
  private static final Pattern SURPLUS =
      Pattern.compile("(\\d{1,9}) extraneous bytes before marker");

  private JpegCompleteness() {}

  /**
   * Returns how many bytes behind the pixels belong to nothing; empty if pixels are missing or
   * ImageIO cannot read it.
   */
  static OptionalInt surplus(byte[] jpeg) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    AtomicReference<String> first = new AtomicReference<>();
    reader.addIIOReadWarningListener((source, warning) -> first.compareAndSet(null, warning));
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      ImageReadParam few = reader.getDefaultReadParam();
      few.setSourceSubsampling(
          Math.max(1, reader.getWidth(0) / SIDE), Math.max(1, reader.getHeight(0) / SIDE), 0, 0);
      reader.readRaster(0, few);
    } catch (IOException | RuntimeException e) {
      return OptionalInt.empty();
    } finally {
      reader.dispose();
    }
    if (first.get() == null) {
      return OptionalInt.of(0);
    }
    Matcher surplus = SURPLUS.matcher(first.get());
    return surplus.find()
        ? OptionalInt.of(Integer.parseInt(surplus.group(1)))
        : OptionalInt.empty();
  }
}
