package io.ciderstream.embedding.decode;

import static io.ciderstream.embedding.TestPictures.cut;
import static io.ciderstream.embedding.TestPictures.encode;
import static io.ciderstream.embedding.TestPictures.pngBomb;
import static io.ciderstream.embedding.TestPictures.redAndBlue;
import static io.ciderstream.embedding.TestPictures.withOrientation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.Box;
import io.ciderstream.embedding.TestPictures;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final long MAX_BYTES = 1 << 20;
  private static final long MAX_PIXELS = 1_000_000;

  private final PictureDecoder decoder =
      new PictureDecoder(
          SizeGroups.parse("48x32,40x40,32x48", "0.77,1.33"),
          new PixelBuffers(),
          MAX_BYTES,
          MAX_PIXELS);

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png", ".webp", ".gif", ".bmp", ".tiff"})
  void shouldDecodeEveryFormatAsRgb(String ending) {
    DecodedPicture picture = decode(redAndBlue(ending, 96, 64));
    assertThat(picture.size()).isEqualTo(new SizeGroups.Size(48, 32));
    assertThat(picture.width()).isEqualTo(96);
    assertThat(picture.height()).isEqualTo(64);
    assertColour(picture, 5, 16, 255, 0, 0);
    assertColour(picture, 42, 16, 0, 0, 255);
  }

  @ParameterizedTest
  @CsvSource({"100, 60, 48, 32", "100, 90, 40, 40", "60, 100, 32, 48"})
  void shouldChooseTheSizeByTheShape(int width, int height, int toWidth, int toHeight) {
    assertThat(decode(redAndBlue(".png", width, height)).size())
        .isEqualTo(new SizeGroups.Size(toWidth, toHeight));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 400, 800})
  void shouldDecodeReducedWithoutChangingThePicture(int width) {
    DecodedPicture picture = decode(redAndBlue(".jpg", width, width / 2));
    assertThat(picture.width()).isEqualTo(width);
    assertColour(picture, 5, 16, 255, 0, 0);
    assertColour(picture, 42, 16, 0, 0, 255);
  }

  @Test
  void shouldTurnAsExifSays() {
    // 6: the camera was turned, so the stored left is the top
    DecodedPicture picture = decode(withOrientation(redAndBlue(".jpg", 96, 64), 6));
    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(96);
    assertThat(picture.size()).isEqualTo(new SizeGroups.Size(32, 48));
    assertColour(picture, 16, 5, 255, 0, 0);
    assertColour(picture, 16, 42, 0, 0, 255);
  }

  @Test
  void shouldCropTheRegionFirst() {
    DecodedPicture picture =
        decoder.decode(redAndBlue(".png", 96, 64), Optional.of(new Box(0.6f, 0.1f, 0.9f, 0.9f, 1)));
    assertThat(picture.width()).isEqualTo(96);
    assertThat(picture.size()).isEqualTo(new SizeGroups.Size(32, 48));
    assertColour(picture, 1, 24, 0, 0, 255);
  }

  @Test
  void shouldLayTransparencyOnWhite() {
    BufferedImage clear = new BufferedImage(60, 60, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0xff000000);
    assertColour(decode(encode(clear, "png")), 20, 20, 255, 255, 255);
  }

  @Test
  void shouldTakeGreyAndSixteenBits() {
    Mat grey = new Mat(60, 60, opencv_core.CV_16UC1, new Scalar(32_896));
    assertColour(decode(encode(grey, ".png")), 20, 20, 128, 128, 128);
    Mat deep = new Mat(60, 60, opencv_core.CV_16UC4, new Scalar(0, 0, 65_535, 65_535));
    assertColour(decode(encode(deep, ".png")), 20, 20, 255, 0, 0);
  }

  @Test
  void shouldTakeCmyk() throws IOException {
    try (var in = TestPictures.class.getResourceAsStream("/cmyk.jpg")) {
      DecodedPicture picture = decode(in.readAllBytes());
      assertThat(pixel(picture, 20, 20)[0]).isGreaterThan(200);
      assertThat(pixel(picture, 20, 20)[1]).isLessThan(80);
    }
  }

  @ParameterizedTest
  @CsvSource({
    ".jpg, 0.9",
    ".jpg, 0.5",
    ".jpg, 0.05",
    ".png, 0.9",
    ".png, 0.5",
    ".webp, 0.9",
    ".gif, 0.4",
    ".bmp, 0.5",
    ".tiff, 0.5"
  })
  void shouldRefuseWhatIsCutOff(String ending, double part) {
    assertRefused(cut(noise(ending), part), ErrorCode.PICTURE_CORRUPT);
  }

  @Test
  void shouldRefuseDamagedPixels() {
    byte[] png = noise(".png");
    Arrays.fill(png, png.length / 3, png.length / 2, (byte) 0x55);
    assertRefused(png, ErrorCode.PICTURE_CORRUPT);
  }

  @Test
  void shouldRefuseByTheContentAlone() {
    assertRefused(new byte[0], ErrorCode.VALUE_EMPTY);
    assertRefused("a text".getBytes(StandardCharsets.UTF_8), ErrorCode.FORMAT_UNKNOWN);
    assertRefused(pngBomb(), ErrorCode.PICTURE_TOO_LARGE);
    assertRefused(new byte[(int) MAX_BYTES + 1], ErrorCode.VALUE_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5, 0.5, 0.9", "0.9, 0, 0.1, 1", "-0.5, 0, 1, 1", "0, 0, 1.5, 1"})
  void shouldRefuseRegionsThatAreNone(float x1, float y1, float x2, float y2) {
    assertThatThrownBy(
            () ->
                decoder.decode(redAndBlue(".png", 96, 64), Optional.of(new Box(x1, y1, x2, y2, 1))))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REGION_INVALID));
  }

  private DecodedPicture decode(byte[] content) {
    return decoder.decode(content, Optional.empty());
  }

  private void assertRefused(byte[] content, ErrorCode code) {
    assertThatThrownBy(() -> decode(content))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private static byte[] noise(String ending) {
    Mat picture = new Mat(64, 96, opencv_core.CV_8UC3);
    byte[] noise = new byte[64 * 96 * 3];
    new Random(1).nextBytes(noise);
    picture.data().put(noise);
    return encode(picture, ending);
  }

  private static void assertColour(DecodedPicture picture, int x, int y, int... rgb) {
    int[] found = pixel(picture, x, y);
    for (int i = 0; i < rgb.length; i++) {
      assertThat(found[i]).as("channel %d", i).isBetween(rgb[i] - 8, rgb[i] + 8);
    }
  }

  private static int[] pixel(DecodedPicture picture, int x, int y) {
    int at = (y * picture.size().width() + x) * 3;
    return new int[] {
      picture.pixels().get(at) & 0xff,
      picture.pixels().get(at + 1) & 0xff,
      picture.pixels().get(at + 2) & 0xff
    };
  }
}
