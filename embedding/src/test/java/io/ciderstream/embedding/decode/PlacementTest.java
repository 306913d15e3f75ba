package io.ciderstream.embedding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.TestPictures;
import io.ciderstream.schemas.BoundingBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {
  private static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1, 1);
  private static final SizeGroups.Size SIZE = new SizeGroups.Size(224, 224);

  @Test
  void shouldCropTheMiddleAsTorchvisionDoes() {
    CentreCrop crop = new CentreCrop(SIZE, 256);

    // int(256 * 1000 / 750) = 341, round((341 - 224) / 2) = 58 (to even)
    assertThat(crop.place(1000, 750, WHOLE)).isEqualTo(new Placement(341, 256, 58, 16, SIZE));
    assertThat(crop.place(750, 1000, WHOLE)).isEqualTo(new Placement(256, 341, 16, 58, SIZE));
    assertThat(crop.place(2000, 1000, new BoundingBox(0, 0, 0.5f, 1, 1)))
        .isEqualTo(new Placement(256, 256, 16, 16, SIZE));
  }

  @Test
  void shouldPadWhatIsMissing() {
    Letterbox box = new Letterbox(SIZE);

    assertThat(box.place(1000, 500, WHOLE)).isEqualTo(new Placement(224, 112, 0, -56, SIZE));
    assertThat(box.place(50, 100, WHOLE)).isEqualTo(new Placement(112, 224, -56, 0, SIZE));
    assertThat(box.place(1_000_000, 1, WHOLE).height()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheShapeInMultiples() {
    assertThat(new KeptShape(518, 14).of(1000, 750, WHOLE))
        .isEqualTo(new SizeGroups.Size(518, 392));
    assertThat(new KeptShape(518, 14).of(100, 50, WHOLE)).isEqualTo(new SizeGroups.Size(518, 266));
    assertThat(new KeptShape(518, 14).of(5000, 5, WHOLE)).isEqualTo(new SizeGroups.Size(518, 42));
    assertThat(new KeptShape(224, 1).examples()).contains(SIZE).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void shouldShowTheMiddleOrPadWithEachFilter(Resampling filter) {
    byte[] picture = leftHalfRed(120, 60);
    SizeGroups.Size small = new SizeGroups.Size(20, 20);

    DecodedPicture cropped = decode(picture, new CentreCrop(small, 20), filter, Optional.empty());
    assertThat(colour(cropped, 1, 10)).isEqualTo(Color.RED);
    assertThat(colour(cropped, 18, 10)).isEqualTo(Color.BLUE);
    assertThat(cropped.view().x1()).isCloseTo(0.25f, within(1e-6f));
    assertThat(cropped.view().x2()).isCloseTo(0.75f, within(1e-6f));

    DecodedPicture padded = decode(picture, new Letterbox(small), filter, Optional.empty());
    assertThat(colour(padded, 10, 1)).isEqualTo(new Color(9, 8, 7));
    assertThat(colour(padded, 10, 18)).isEqualTo(new Color(9, 8, 7));
    assertThat(colour(padded, 1, 10)).isEqualTo(Color.RED);
    assertThat(colour(padded, 18, 10)).isEqualTo(Color.BLUE);
    assertThat(padded.view().y1()).isCloseTo(-0.5f, within(1e-6f));
    assertThat(padded.view().y2()).isCloseTo(1.5f, within(1e-6f));

    DecodedPicture part =
        decode(
            picture, new Letterbox(small), filter, Optional.of(new BoundingBox(0.5f, 0, 1, 1, 1)));
    assertThat(colour(part, 0, 0)).isEqualTo(Color.BLUE);
    assertThat(part.view()).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void shouldCropTheSameOfAPictureThatIsStoredTurned(Resampling filter) {
    CentreCrop crop = new CentreCrop(new SizeGroups.Size(31, 20), 40);
    byte[] stored = noise(90, 61);
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] turned = TestPictures.pngWithOrientation(stored, orientation);
      DecodedPicture expected = decode(upright(turned), crop, filter, Optional.empty());
      DecodedPicture actual = decode(turned, crop, filter, Optional.empty());

      for (int i = 0; i < crop.size().bytes(); i++) {
        assertThat(actual.pixels().get(i) & 0xff)
            .as("orientation %d, byte %d", orientation, i)
            .isCloseTo(expected.pixels().get(i) & 0xff, within(2));
      }
    }
  }

  /** Whole, this strip would be resized to 2^20 x 1024 pixels. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldNotTakeTheMemoryOfAStripOfWhichTheMiddleIsCut() throws IOException {
    byte[] strip = leftHalfRed(60_000, 1);
    InputFit fit = InputFit.ofOpenCv(new CentreCrop(new SizeGroups.Size(64, 64), 1024));
    decode(leftHalfRed(20, 10), fit.sizes(), Resampling.OPENCV, Optional.empty());
    long before = peakMegabytes();
    DecodedPicture middle = decode(strip, fit.sizes(), Resampling.OPENCV, Optional.empty());

    assertThat(peakMegabytes() - before).isLessThan(500);
    assertThat(colour(middle, 0, 32)).isEqualTo(Color.RED);
    assertThat(colour(middle, 63, 32)).isEqualTo(Color.BLUE);
  }

  private static long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldCountWhatIsResizedBeforeTheMiddleIsCut() {
    PictureResizer resizer = new PictureResizer(InputFit.ofOpenCv(new CentreCrop(SIZE, 256)));

    assertThat(resizer.memory(new Placement(341, 256, 58, 16, SIZE))).isEqualTo(3 * 341 * 256);
    assertThat(resizer.memory(Placement.stretched(SIZE))).isZero();
    assertThat(resizer.memory(new Placement(2560, 256, 1168, 16, SIZE))).isZero();
  }

  private static Mat number(double value) {
    return new Mat(1, 1, opencv_core.CV_64F, new Scalar(value));
  }

  /** Enlarged, hardly shrunk and much shrunk. */
  @ParameterizedTest
  @CsvSource({"41, 3, 1366, 100", "900, 20, 699, 16", "2000, 50, 397, 11"})
  void shouldComputeTheMiddleOfAStripAsOpenCvDoes(
      int width, int height, int toWidth, int toHeight) {
    SizeGroups.Size size = new SizeGroups.Size(toWidth, toHeight);
    PictureResizer resizer =
        new PictureResizer(InputFit.ofOpenCv(new SizeGroups(List.of(size), List.of())));
    Placement middle = new Placement(toWidth, toHeight, 101, 2, new SizeGroups.Size(8, 8));
    assertThat(resizer.memory(middle)).isZero();
    try (PointerScope scope = new PointerScope()) {
      Mat picture = new Mat(height, width, opencv_core.CV_8UC3);
      opencv_core.randu(picture, number(0), number(256));
      Mat whole = new Mat(toHeight, toWidth, opencv_core.CV_8UC3);
      resizer.resizeInto(picture, Placement.stretched(size), whole);
      Mat window = new Mat(8, 8, opencv_core.CV_8UC3);
      resizer.resizeInto(picture, middle, window);
      Mat expected = new Mat(whole, new Rect(101, 2, 8, 8));

      assertThat(opencv_core.norm(expected, window, opencv_core.NORM_INF, new Mat()))
          .isLessThanOrEqualTo(1);
    }
  }

  /** Returns the picture as it is seen, without an orientation. */
  private static byte[] upright(byte[] turned) {
    DecodedPicture seen =
        decode(turned, new LongestSide(90, 1), Resampling.OPENCV, Optional.empty());
    BufferedImage picture =
        new BufferedImage(seen.width(), seen.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < seen.height(); y++) {
      for (int x = 0; x < seen.width(); x++) {
        picture.setRGB(x, y, colour(seen, x, y).getRGB());
      }
    }
    return TestPictures.encode(picture, "png");
  }

  private static byte[] noise(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int i = 0; i < width * height; i++) {
      // nothing that a filter would have to clip between its two passes
      int grey = random.nextInt(80, 175);
      picture.setRGB(i % width, i / width, new Color(grey, grey, 255 - grey).getRGB());
    }
    return TestPictures.encode(picture, "png");
  }

  private static DecodedPicture decode(
      byte[] picture, InputSizes sizes, Resampling filter, Optional<BoundingBox> region) {
    return new PictureDecoder(
            new InputFit(sizes, filter, List.of(9, 8, 7)),
            new PixelBuffers(),
            new PictureLimits(1 << 20, 1 << 20))
        .decode(picture, region);
  }

  private static Color colour(DecodedPicture picture, int x, int y) {
    int at = (y * picture.size().width() + x) * 3;
    return new Color(
        picture.pixels().get(at) & 0xff,
        picture.pixels().get(at + 1) & 0xff,
        picture.pixels().get(at + 2) & 0xff);
  }

  private static byte[] leftHalfRed(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.BLUE);
    pen.fillRect(0, 0, width, height);
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 2, height);
    pen.dispose();
    return TestPictures.encode(picture, "png");
  }
}
