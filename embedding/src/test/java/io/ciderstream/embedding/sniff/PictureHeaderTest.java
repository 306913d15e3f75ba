package io.ciderstream.embedding.sniff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.TestPictures;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureHeaderTest {
  /** Nothing but headers, of 50,000 x 40,000 pixels or the most that the format allows. */
  @ParameterizedTest
  @CsvSource({
    "JPEG, ffd8 ffe0000201 ffc2 000b 08 9c40 c350 01011100, 50000, 40000",
    "JPEG, ffd8 ffe00002 ffc2 000b 08 9c40, 0, 0",
    "JPEG, ffd8 ffe00002 ffda 000b 08 9c40 c350 01011100, 0, 0",
    "JPEG, ffd8 ffe00002 ffc2 000b 08 9c40 c350 01011100, 50000, 40000",
    "JPEG, ffd8 ffffffe00002 ffc0 000b 08 9c40 c350 01011100, 50000, 40000",
    "PNG, 89504e470d0a1a0a 0000000d 49484452 0000c350 00009c40 08020000 00 00000000, 50000, 40000",
    "GIF, 474946383961 50c3 409c 000000 2c00000000100010000002, 50000, 40000",
    "GIF, 474946383961 1000 1000 000000 2c40000000 50c3409c 0002, 50064, 40000",
    "GIF, 474946383961 50c3 409c 000000 3b, 0, 0",
    "WEBP, 52494646 20000000 57454250 56503820 10000000 000000 9d012a ff3f ff3f, 16383, 16383",
    "WEBP, 52494646 20000000 57454250 5650384c 10000000 2f ffffff0f 00, 16384, 16384",
    "WEBP, 52494646 20000000 57454250 56503858 0a000000 00000000 4fc300 3f9c00, 50000, 40000",
    "BMP, 424d 00000000 00000000 36000000 28000000 50c30000 c063ffff 0100 1800 000000000000000000000000000000000000000000000000, 50000, 40000",
    "BMP, 424d 00000000 00000000 1a000000 0c000000 50c3 409c 0100 1800, 50000, 40000",
  })
  void shouldReadTheSizeFromTheHeaderAlone(
      PictureFormat format, String hex, int width, int height) {
    byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
    if (width == 0) {
      assertCorrupt(content);
      return;
    }
    PictureHeader header = PictureHeader.read(content);
    assertThat(header.format()).isEqualTo(format);
    assertThat(header.width()).isEqualTo(width);
    assertThat(header.height()).isEqualTo(height);
    assertThat(header.pixels()).isEqualTo((long) width * height);
  }

  @Test
  void shouldReadTiffOfEitherByteOrder() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      PictureHeader header = PictureHeader.read(TestPictures.tiff(order, 70_000, 9, 1));
      assertThat(header.width()).isEqualTo(70_000);
      assertThat(header.height()).isEqualTo(9);
      PictureHeader turned = PictureHeader.read(TestPictures.tiff(order, 7, 9, 8));
      assertThat(turned.width()).isEqualTo(7);
      assertThat(turned.uprightWidth()).isEqualTo(9);
    }
  }

  @Test
  void shouldFindAlphaOfWebpInItsChunksWhateverTheFlagsSay() {
    byte[] bits = ints(0x1000_c03f);
    byte[] alpha = chunk("VP8L", concat(new byte[] {0x2f}, bits));
    byte[] opaque = chunk("VP8L", concat(new byte[] {0x2f}, ints(0xc03f)));
    assertThat(PictureHeader.read(webp(0, alpha)).alpha()).isTrue();
    assertThat(PictureHeader.read(webp(0, opaque)).alpha()).isFalse();
    assertThat(PictureHeader.read(webp(0x10, opaque)).alpha()).isTrue();
    byte[] lossy = chunk("VP8 ", new byte[10]);
    assertThat(PictureHeader.read(webp(0, chunk("ALPH", new byte[4]), lossy)).alpha()).isTrue();
    assertThat(PictureHeader.read(webp(0, lossy)).alpha()).isFalse();
    byte[] frame = chunk("ANMF", concat(new byte[16], alpha));
    assertThat(PictureHeader.read(webp(2, chunk("ANIM", new byte[6]), frame)).alpha()).isTrue();
  }

  @Test
  void shouldTurnWebpOnlyIfItsFlagsSayThatThereIsExif() {
    byte[] picture = chunk("VP8 ", new byte[10]);
    byte[] exif = chunk("EXIF", TestPictures.tiff(ByteOrder.LITTLE_ENDIAN, 7, 9, 8));
    assertThat(PictureHeader.read(webp(8, picture, exif)).orientation())
        .isEqualTo(Orientation.LEFT);
    assertThat(PictureHeader.read(webp(0, picture, exif)).orientation())
        .isEqualTo(Orientation.UPRIGHT);
  }

  /** Of 64 by 4 pixels. */
  private static byte[] webp(int flags, byte[]... chunks) {
    byte[] head = chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0, 63, 0, 0, 3, 0, 0});
    byte[] body = concat(head, concat(chunks));
    return concat(ascii("RIFF"), ints(body.length + 4), ascii("WEBP"), body);
  }

  private static byte[] chunk(String name, byte[] data) {
    return concat(ascii(name), ints(data.length), data, new byte[data.length & 1]);
  }

  private static byte[] ints(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255, 65535})
  void shouldTakeSenselessOrientationsAsUpright(int orientation) {
    byte[] jpeg = TestPictures.redAndBlue(".jpg", 20, 10);
    assertThat(PictureHeader.read(TestPictures.withOrientation(jpeg, orientation)).orientation())
        .isEqualTo(Orientation.UPRIGHT);
    assertThat(PictureHeader.read(TestPictures.withOrientation(jpeg, 8)).orientation())
        .isEqualTo(Orientation.LEFT);
  }

  /** Whatever happens to the bytes, the answer is a header or one of three codes. */
  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png", ".webp", ".gif", ".bmp", ".tiff"})
  void shouldAnswerAnyDamageWithAnInputError(String ending) {
    byte[] whole = TestPictures.redAndBlue(ending, 40, 30);
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] content = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int i = random.nextInt(6); i > 0; i--) {
        content[random.nextInt(Math.min(200, content.length))] = (byte) random.nextInt();
      }
      try {
        PictureHeader.read(content).requireWhole(content);
      } catch (CiderException e) {
        assertThat(e.code())
            .isIn(
                ErrorCode.FORMAT_UNKNOWN, ErrorCode.FORMAT_UNSUPPORTED, ErrorCode.PICTURE_CORRUPT);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  private static void assertCorrupt(byte[] content) {
    assertThatThrownBy(() -> PictureHeader.read(content))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PICTURE_CORRUPT));
  }
}
