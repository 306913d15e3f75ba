package io.ciderstream.trials.pictures;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.embedding.natives.NativeLibraries;
import io.ciderstream.terminal.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Writes pictures as JPEGs of one size, so that benchmarks are comparable. */
public final class LargePictures {
  static {
    NativeLibraries.loadOpenCv();
  }

  private static final int LONGEST_SIDE = 1024;
  private static final int QUALITY = 90;

  private LargePictures() {}

  /**
   * Returns the JPEGs.
   *
   * @param sources pictures; used again from the first when there are fewer than {@code count}
   * @param count how many to return
   */
  public static List<byte[]> encoded(List<Path> sources, int count) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      write(sources, count, folder.path());
      List<byte[]> encoded = new ArrayList<>();
      for (Path file : PictureFiles.below(folder.path())) {
        encoded.add(Files.readAllBytes(file));
      }
      return encoded;
    }
  }

  /**
   * Writes the JPEGs, each with a comment of its own.
   *
   * @param sources pictures; used again from the first when there are fewer than {@code count}
   * @param count how many to write
   * @param folder to write them to
   */
  public static void write(List<Path> sources, int count, Path folder) {
    List<byte[]> encoded = sources.stream().limit(count).map(LargePictures::encode).toList();
    for (int i = 0; i < count; i++) {
      write(
          folder.resolve("%05d.jpg".formatted(i)),
          JpegComment.add(encoded.get(i % encoded.size()), "picture " + i));
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("The picture %s cannot be written.".formatted(file), e);
    }
  }

  private static byte[] encode(Path source) {
    try (PointerScope scope = new PointerScope();
        IntPointer parameters = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY);
        BytePointer jpeg = new BytePointer()) {
      Mat picture = imread(source.toString(), IMREAD_COLOR);
      double factor = (double) LONGEST_SIDE / Math.max(picture.cols(), picture.rows());
      Mat large = new Mat();
      Size size =
          new Size(
              (int) Math.round(picture.cols() * factor), (int) Math.round(picture.rows() * factor));
      resize(picture, large, size, 0, 0, factor < 1 ? INTER_AREA : INTER_CUBIC);
      imencode(".jpg", large, jpeg, parameters);
      byte[] content = new byte[(int) jpeg.limit()];
      jpeg.get(content);
      return content;
    }
  }
}
