package io.ciderstream.embedding.decode;

import static io.ciderstream.embedding.TestPictures.cut;
import static io.ciderstream.embedding.TestPictures.encode;
import static io.ciderstream.embedding.TestPictures.pngBomb;
import static io.ciderstream.embedding.TestPictures.pngWithOrientation;
import static io.ciderstream.embedding.TestPictures.redAndBlue;
import static io.ciderstream.embedding.TestPictures.tiff;
import static io.ciderstream.embedding.TestPictures.webpWithOrientation;
import static io.ciderstream.embedding.TestPictures.withOrientation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.TestPictures;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final long MAX_BYTES = 1 << 20;
  private static final long MAX_PIXELS = 1_000_000;

  /** Bytes at the end of files of 96 x 64 pixels that hold no pixels. */
  private static final int ENDS = 80;

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

  /** Where the stored picture's left, which is red, is according to EXIF 2.32. */
  @ParameterizedTest
  @CsvSource({
    "1, LEFT",
    "2, RIGHT",
    "3, RIGHT",
    "4, LEFT",
    "5, TOP",
    "6, TOP",
    "7, BOTTOM",
    "8, BOTTOM"
  })
  void shouldTurnAsExifSaysInEveryFormat(int orientation, Side red) {
    byte[] png = redAndBlue(".png", 96, 64);
    byte[] webp = redAndBlue(".webp", 96, 64);
    List<byte[]> turned =
        List.of(
            withOrientation(redAndBlue(".jpg", 96, 64), orientation),
            pngWithOrientation(png, orientation),
            pngWithOrientation(withAlpha(96, 64), orientation),
            webpWithOrientation(webp, 96, 64, orientation));
    for (byte[] content : turned) {
      DecodedPicture picture = decode(content);
      boolean upright = red == Side.LEFT || red == Side.RIGHT;
      assertThat(picture.width()).isEqualTo(upright ? 96 : 64);
      assertThat(picture.height()).isEqualTo(upright ? 64 : 96);
      switch (red) {
        case LEFT -> assertRedThenBlue(picture, 5, 16, 42, 16);
        case RIGHT -> assertRedThenBlue(picture, 42, 16, 5, 16);
        case TOP -> assertRedThenBlue(picture, 16, 5, 16, 42);
        case BOTTOM -> assertRedThenBlue(picture, 16, 42, 16, 5);
      }
    }
  }

  private enum Side {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM
  }

  private static void assertRedThenBlue(DecodedPicture picture, int x, int y, int x2, int y2) {
    assertColour(picture, x, y, 255, 0, 0);
    assertColour(picture, x2, y2, 0, 0, 255);
  }

  /** OpenCV puts colours as blue, green, red, alpha. */
  private static byte[] withAlpha(int width, int height) {
    Mat picture = new Mat(height, width, opencv_core.CV_8UC4, new Scalar(0, 0, 255, 255));
    new Mat(picture, new Rect(width / 2, 0, width - width / 2, height))
        .put(new Scalar(255, 0, 0, 255));
    return encode(picture, ".png");
  }

  @Test
  void shouldTellMirroredFromTurned() {
    // the corner alone is red, so all eight orientations differ
    Mat stored = new Mat(64, 96, opencv_core.CV_8UC3, new Scalar(255, 0, 0, 0));
    new Mat(stored, new Rect(0, 0, 48, 32)).put(new Scalar(0, 0, 255, 0));
    byte[] jpeg = encode(stored, ".jpg");
    int[][] corners = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 1}, {0, 1}};
    for (int orientation = 1; orientation <= 8; orientation++) {
      DecodedPicture picture = decode(withOrientation(jpeg, orientation));
      int[] corner = corners[orientation - 1];
      int x = corner[0] * (picture.size().width() - 6) + 3;
      int y = corner[1] * (picture.size().height() - 6) + 3;
      assertColour(picture, x, y, 255, 0, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 96, 64", "6, 64, 96"})
  void shouldTakeTiffOfEitherByteOrderAndTurnIt(int orientation, int width, int height) {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      DecodedPicture picture = decode(tiff(order, 96, 64, orientation));
      assertThat(picture.width()).isEqualTo(width);
      assertThat(picture.height()).isEqualTo(height);
      assertColour(picture, 16, 16, 128, 128, 128);
    }
  }

  @Test
  void shouldCropTheRegionFirst() {
    DecodedPicture picture =
        decoder.decode(
            redAndBlue(".png", 96, 64), Optional.of(new BoundingBox(0.6f, 0.1f, 0.9f, 0.9f, 1)));
    assertThat(picture.width()).isEqualTo(96);
    assertThat(picture.size()).isEqualTo(new SizeGroups.Size(32, 48));
    assertColour(picture, 1, 24, 0, 0, 255);
  }

  @ParameterizedTest
  @CsvSource({"6, 0.6, 0.9", "8, 0.1, 0.4"})
  void shouldCropInTheUprightPicture(int orientation, float y1, float y2) {
    byte[] jpeg = withOrientation(redAndBlue(".jpg", 400, 200), orientation);
    DecodedPicture picture =
        decoder.decode(jpeg, Optional.of(new BoundingBox(0.2f, y1, 0.8f, y2, 1)));
    assertThat(picture.size()).isEqualTo(new SizeGroups.Size(40, 40));
    for (int at = 1; at < 40; at += 37) {
      assertColour(picture, at, at, 0, 0, 255);
    }
  }

  @Test
  void shouldLayTransparencyOnWhite() {
    BufferedImage clear = new BufferedImage(60, 60, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0xff000000);
    assertColour(decode(encode(clear, "png")), 20, 20, 255, 255, 255);
    Mat half = new Mat(60, 60, opencv_core.CV_8UC4, new Scalar(0, 0, 255, 51));
    assertColour(decode(encode(half, ".png")), 20, 20, 255, 204, 204);
    assertColour(decode(encode(half, ".webp")), 20, 20, 255, 204, 204);
    assertColour(decode(encode(half, ".tiff")), 20, 20, 255, 204, 204);
  }

  @Test
  void shouldTakePalettes() {
    BufferedImage palette = new BufferedImage(60, 60, BufferedImage.TYPE_BYTE_INDEXED);
    for (int i = 0; i < 3600; i++) {
      palette.setRGB(i % 60, i / 60, 0xff00ff00);
    }
    for (String format : List.of("png", "gif", "bmp")) {
      assertColour(decode(encode(palette, format)), 20, 20, 0, 255, 0);
    }
  }

  @Test
  void shouldTakeTheFirstFrameOfAnAnimation() throws IOException {
    assertColour(decode(TestAnimation.gif(96, 64, 0xff0000, 0x0000ff)), 20, 16, 255, 0, 0);
  }

  @Test
  void shouldTakeAGifThatOpenCvRefuses() throws IOException {
    try (var in = TestPictures.class.getResourceAsStream("/odd.gif")) {
      byte[] gif = in.readAllBytes();
      DecodedPicture picture = decode(gif);
      assertThat(picture.width()).isEqualTo(12);
      assertThat(picture.height()).isEqualTo(8);
      assertColour(picture, 2, 2, 255, 255, 255);
      assertColour(picture, 28, 16, 255, 0, 0);
      assertColour(picture, 45, 29, 255, 255, 255);
      assertRefused(cut(gif, 0.9), ErrorCode.PICTURE_CORRUPT);
    }
  }

  @Test
  void shouldTakeProgressiveJpeg() throws IOException {
    BufferedImage grey = new BufferedImage(200, 120, BufferedImage.TYPE_BYTE_GRAY);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.setOutput(new MemoryCacheImageOutputStream(out));
    writer.write(null, new IIOImage(grey, null, null), how);
    ((ImageOutputStream) writer.getOutput()).flush();
    byte[] jpeg = out.toByteArray();
    assertThat(decode(jpeg).width()).isEqualTo(200);
    assertColour(decode(jpeg), 20, 16, 0, 0, 0);
    assertRefused(cut(jpeg, 0.9), ErrorCode.PICTURE_CORRUPT);
  }

  @Test
  void shouldTakeGreyAndSixteenBits() {
    Mat grey = new Mat(60, 60, opencv_core.CV_16UC1, new Scalar(32_896));
    assertColour(decode(encode(grey, ".png")), 20, 20, 128, 128, 128);
    Mat deep = new Mat(60, 60, opencv_core.CV_16UC4, new Scalar(0, 0, 65_535, 65_535));
    assertColour(decode(encode(deep, ".png")), 20, 20, 255, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cmyk.jpg", "/ycck.jpg"})
  void shouldTakeFourColourJpeg(String file) throws IOException {
    try (var in = TestPictures.class.getResourceAsStream(file)) {
      assertColour(decode(in.readAllBytes()), 20, 20, 255, 25, 25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png", ".webp", ".gif", ".bmp", ".tiff"})
  void shouldRefuseWhatIsCutOffAnywhere(String ending) {
    byte[] whole = noise(ending);
    assertThat(decode(whole).width()).isEqualTo(96);
    for (int length = 20; length < whole.length; length += Math.max(1, whole.length / 97)) {
      if (length < whole.length - ENDS) {
        assertRefused(Arrays.copyOf(whole, length), ErrorCode.PICTURE_CORRUPT);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({".jpg, 1", ".jpg, 2", ".png, 12", ".png, 13", ".gif, 1", ".webp, 0"})
  void shouldTakeWhatOnlyLacksTheMarkOfItsEnd(String ending, int missing) {
    byte[] whole = noise(ending);
    DecodedPicture expected = decode(whole);
    DecodedPicture found = decode(Arrays.copyOf(whole, whole.length - missing));
    assertThat(found.pixels()).isEqualTo(expected.pixels());
  }

  @Test
  void shouldTakeAJpegWithoutItsEndMarkerAndWithSomethingBehind() {
    byte[] jpeg = noise(".jpg");
    DecodedPicture expected = decode(jpeg);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 2);
    byte[] zeros = Arrays.copyOf(cut, cut.length + 64);
    byte[] panorama = Arrays.copyOf(cut, cut.length + 300);
    for (int i = cut.length; i < panorama.length; i++) {
      panorama[i] = (byte) (i * 7);
    }
    for (byte[] content : List.of(zeros, panorama)) {
      assertThat(decode(content).pixels()).isEqualTo(expected.pixels());
    }
  }

  @Test
  void shouldTakeAJpegWithBytesBetweenItsSegments() {
    byte[] jpeg = noise(".jpg");
    DecodedPicture expected = decode(jpeg);
    int segment = 2 + 2 + ByteBuffer.wrap(jpeg).getShort(4);
    for (byte[] between : List.of(new byte[16], new byte[] {'a', (byte) 0xff, 0, 'b'})) {
      byte[] content = inserted(jpeg, segment, between);
      assertThat(decode(content).pixels()).isEqualTo(expected.pixels());
    }
  }

  @Test
  void shouldTakeTheFirstOfTwoExifBlocks() {
    byte[] jpeg = redAndBlue(".jpg", 96, 64);
    assertThat(decode(withOrientation(withOrientation(jpeg, 1), 6)).width()).isEqualTo(64);
    assertThat(decode(withOrientation(withOrientation(jpeg, 6), 1)).width()).isEqualTo(96);
  }

  @Test
  void shouldJoinExifThatIsSplitOverSegments() {
    byte[] whole = withOrientation(redAndBlue(".jpg", 96, 64), 6);
    int exif = 2 + 4 + 6;
    // the directory's entry is in the second segment
    byte[] split =
        inserted(
            whole,
            exif + 10,
            new byte[] {(byte) 0xff, (byte) 0xe1, 0, 8 + 16, 'E', 'x', 'i', 'f', 0, 0});
    ByteBuffer.wrap(split).putShort(4, (short) (8 + 10));
    assertThat(decode(split).width()).isEqualTo(64);
  }

  @Test
  void shouldFindExifBehindTheFrameHeader() {
    byte[] upright = redAndBlue(".jpg", 96, 64);
    byte[] turned = withOrientation(upright, 6);
    int exif = turned.length - upright.length;
    int scan = indexOf(upright, 0xda);
    byte[] content = inserted(upright, scan, Arrays.copyOfRange(turned, 2, 2 + exif));
    assertThat(decode(content).width()).isEqualTo(64);
  }

  private static int indexOf(byte[] jpeg, int marker) {
    int at = 0;
    while ((jpeg[at] & 0xff) != 0xff || (jpeg[at + 1] & 0xff) != marker) {
      at++;
    }
    return at;
  }

  private static byte[] inserted(byte[] content, int at, byte[] between) {
    ByteBuffer all = ByteBuffer.allocate(content.length + between.length);
    return all.put(content, 0, at).put(between).put(content, at, content.length - at).array();
  }

  @ParameterizedTest
  @CsvSource({
    "0xc0, 12, 12-bit samples",
    "0xc3, 8, lossless",
    "0xc9, 8, arithmetic",
    "0xca, 8, arithmetic",
    "0xc5, 8, hierarchical"
  })
  void shouldNameTheKindOfJpegThatItDoesNotDecode(String frame, int precision, String why) {
    byte[] jpeg = redAndBlue(".jpg", 96, 64);
    int at = indexOf(jpeg, 0xc0);
    jpeg[at + 1] = (byte) Integer.decode(frame).intValue();
    jpeg[at + 4] = (byte) precision;
    assertRefused(jpeg, ErrorCode.FORMAT_UNSUPPORTED);
    assertThatThrownBy(() -> decode(jpeg)).hasMessageContaining(why);
  }

  /**
   * A screen that the frame exceeds is enlarged, as browsers do; what it does not cover is white.
   */
  @Test
  void shouldEnlargeTheScreenOfAGifToItsFirstFrame() throws IOException {
    byte[] gif = TestAnimation.gif(96, 64, 0xff0000);
    ByteBuffer.wrap(gif)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) 50)
        .putShort(8, (short) 40);
    DecodedPicture large = decode(gif);
    assertThat(large.width()).isEqualTo(96);
    assertThat(large.height()).isEqualTo(64);
    assertColour(large, 42, 28, 255, 0, 0);
    int frame = gif.length - 1;
    while (gif[frame] != 0x2c || gif[frame + 5] != 96) {
      frame--;
    }
    ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(frame + 1, (short) 96);
    DecodedPicture decoded = decode(gif);
    assertThat(decoded.width()).isEqualTo(192);
    assertColour(decoded, 5, 16, 255, 255, 255);
    assertColour(decoded, 40, 16, 255, 0, 0);
  }

  @Test
  void shouldTakeAGifWithZerosBeforeItsTrailer() throws IOException {
    byte[] gif = TestAnimation.gif(96, 64, 0xff0000);
    assertColour(decode(inserted(gif, gif.length - 1, new byte[3])), 20, 16, 255, 0, 0);
  }

  /** One pixel of each mask, 40 times 40 times. */
  @ParameterizedTest
  @CsvSource({
    "40, 16, 0xf800, 0x7e0, 0x1f, 0, 0xf800, 255, 0, 0",
    "108, 16, 0xf800, 0x7e0, 0x1f, 0, 0x07e0, 0, 255, 0",
    "56, 16, 0x7c00, 0x3e0, 0x1f, 0x8000, 0x801f, 0, 0, 255",
    "124, 16, 0xf00, 0xf0, 0xf, 0xf000, 0x5f00, 255, 170, 170",
    "124, 32, 0xff0000, 0xff00, 0xff, 0xff000000, 0x33ff0000, 255, 204, 204",
    "56, 32, 0xff, 0xff00, 0xff0000, 0xff000000, 0xff0000ff, 255, 0, 0",
    "108, 32, 0xff0000, 0xff00, 0xff, 0xff000000, 0x00ff0000, 255, 0, 0",
    "52, 32, 0x3ff00000, 0xffc00, 0x3ff, 0, 0x3ff00000, 255, 0, 0"
  })
  void shouldReadBmpByItsMasks(
      int size,
      int bits,
      String r,
      String g,
      String b,
      String a,
      String pixel,
      int red,
      int green,
      int blue) {
    int side = 40;
    int masks = size == 40 ? 12 : 0;
    ByteBuffer bmp = ByteBuffer.allocate(14 + size + masks + side * side * bits / 8);
    bmp.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'B').put((byte) 'M').putInt(bmp.capacity());
    bmp.putInt(0).putInt(14 + size + masks).putInt(size).putInt(side).putInt(side);
    bmp.putShort((short) 1)
        .putShort((short) bits)
        .putInt(3)
        .putInt(54, word(r))
        .putInt(58, word(g));
    bmp.putInt(62, word(b));
    if (size >= 56) {
      bmp.putInt(66, word(a));
    }
    bmp.position(14 + size + masks);
    while (bmp.hasRemaining()) {
      if (bits == 16) {
        bmp.putShort((short) word(pixel));
      } else {
        bmp.putInt(word(pixel));
      }
    }
    assertColour(decode(bmp.array()), 20, 20, red, green, blue);
  }

  private static int word(String number) {
    return Long.decode(number).intValue();
  }

  @Test
  void shouldEstimateTheMemoryOfADecodeFromTheHeader() {
    byte[] png = redAndBlue(".png", 1_000, 900);
    assertThat(decoder.memory(png, Optional.empty())).isEqualTo(3L * 1_000 * 900);
    byte[] jpeg = redAndBlue(".jpg", 1_000, 900);
    assertThat(decoder.memory(jpeg, Optional.empty())).isLessThan(1_000 * 900 / 10);
    byte[] webp = redAndBlue(".webp", 1_000, 900);
    assertThat(decoder.memory(webp, Optional.empty())).isGreaterThan(6L * 1_000 * 900);
  }

  @ParameterizedTest
  @CsvSource({
    "0000001c6674797068656963, HEIC",
    "0000001c6674797061766966, AVIF",
    "0000001c667479706d7034320000, video",
    "0000000c6a5020200d0a870a, JPEG 2000",
    "ff4fff510000, JPEG 2000",
    "0000000c4a584c200d0a870a, JPEG XL",
    "ff0a0000, JPEG XL",
    "384250530001, PSD",
    "255044462d312e, PDF",
    "1a45dfa3, WebM",
    "3c73766720786d6c6e733d22, SVG",
    "50360a, Netpbm"
  })
  void shouldNameFormatsThatItDoesNotDecode(String hex, String name) {
    byte[] content = HexFormat.of().parseHex(hex);
    assertRefused(content, ErrorCode.FORMAT_UNSUPPORTED);
    assertThatThrownBy(() -> decode(content)).hasMessageContaining(name);
  }

  @Test
  void shouldSayWhatIsNoPictureAtAll() {
    byte[] page = "\n<!DOCTYPE html><html>not found</html>".getBytes(StandardCharsets.UTF_8);
    assertRefused(page, ErrorCode.FORMAT_UNKNOWN);
    assertThatThrownBy(() -> decode(page)).hasMessageContaining("HTML page");
  }

  @Test
  void shouldRefuseAJpegWhoseEndIsZeros() {
    byte[] jpeg = noise(".jpg");
    Arrays.fill(jpeg, jpeg.length / 2, jpeg.length, (byte) 0);
    assertRefused(jpeg, ErrorCode.PICTURE_CORRUPT);
  }

  @Test
  void shouldTakeAJpegWithAnythingBehindIt() {
    byte[] jpeg = redAndBlue(".jpg", 96, 64);
    byte[] zeros = Arrays.copyOf(jpeg, jpeg.length + 100);
    byte[] rest = Arrays.copyOf(jpeg, jpeg.length + 100);
    for (int i = jpeg.length; i < rest.length; i++) {
      rest[i] = (byte) (i % 2 == 0 ? 0xff : 0);
    }
    rest[rest.length - 1] = 1;
    for (byte[] content : List.of(zeros, rest)) {
      assertColour(decode(content), 5, 16, 255, 0, 0);
    }
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
    for (String text : List.of("a", "a text", "BM is how this text begins", "GIF is no GIF")) {
      assertRefused(text.getBytes(StandardCharsets.UTF_8), ErrorCode.FORMAT_UNKNOWN);
    }
    assertRefused(pngBomb(), ErrorCode.PICTURE_TOO_LARGE);
    assertRefused(new byte[(int) MAX_BYTES + 1], ErrorCode.VALUE_TOO_LARGE);
    assertRefused(redAndBlue(".png", 1001, 1000), ErrorCode.PICTURE_TOO_LARGE);
    assertThatThrownBy(() -> decode(new byte[(int) MAX_BYTES + 1]))
        .hasMessageContaining("embedding.max.bytes");
    assertThatThrownBy(() -> decode(pngBomb())).hasMessageContaining("embedding.max.pixels");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0.5, 0.9",
    "0.9, 0, 0.1, 1",
    "-0.001, 0, 1, 1",
    "0, 0, 1.001, 1",
    "NaN, 0, 1, 1",
    "0, 0, 1, NaN"
  })
  void shouldRefuseRegionsThatAreNone(float x1, float y1, float x2, float y2) {
    assertThatThrownBy(
            () ->
                decoder.decode(
                    redAndBlue(".png", 96, 64), Optional.of(new BoundingBox(x1, y1, x2, y2, 1))))
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
