package io.ciderstream.trials.pictures;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Writes pictures as JPEGs of one size, so that benchmarks are comparable. */
public final class LargePictures {
  private static final int LONGEST_SIDE = 1024;
  private static final int QUALITY = 90;

  private LargePictures() {}

  /**
   * Returns the JPEGs, each with a comment of its own.
   *
   * @param sources pictures; used again from the first when there are fewer than {@code count}
   * @param count how many to return
   */
  public static List<byte[]> encoded(List<Path> sources, int count) {
    return IntStream.range(0, count).mapToObj(numbered(sources, count)).toList();
  }

  /**
   * Writes the JPEGs, each with a comment of its own.
   *
   * @param sources pictures; used again from the first when there are fewer than {@code count}
   * @param count how many to write
   * @param folder to write them to
   */
  public static void write(List<Path> sources, int count, Path folder) {
    IntFunction<byte[]> pictures = numbered(sources, count);
    for (int i = 0; i < count; i++) {
      write(folder.resolve("%05d.jpg".formatted(i)), pictures.apply(i));
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("The picture %s cannot be written.".formatted(file), e);
    }
  }

  private static IntFunction<byte[]> numbered(List<Path> sources, int count) {
    List<byte[]> encoded =
        sources.stream()
            .limit(count)
            .map(
                source ->
                    ScaledPictures.encode(
                        source, LONGEST_SIDE, ".jpg", IMWRITE_JPEG_QUALITY, QUALITY))
            .toList();
    return number -> JpegComment.add(encoded.get(number % encoded.size()), "picture " + number);
  }
}
