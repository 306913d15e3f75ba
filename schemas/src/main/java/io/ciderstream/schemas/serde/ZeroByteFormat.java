package io.ciderstream.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Files that begin with 0x00 as values in Confluent's framing do. Each is recognised by more than a
 * schema id and the first bytes of a record could be: none of these values is a record of this
 * project's schemas, regardless of its schema id.
 */
public enum ZeroByteFormat {
  /** HEIC, AVIF, MP4 and others (ISO/IEC 14496-12): bytes 4 to 7 are {@code ftyp}. */
  ISO_MEDIA,
  JPEG_2000,
  JPEG_XL,
  ICO,
  CUR,
  TGA;

  private static final byte[] FTYP = ascii("ftyp");
  private static final byte[] JPEG_2000_SIGNATURE = hex("0000000c6a5020200d0a870a");
  private static final byte[] JPEG_XL_SIGNATURE = hex("0000000c4a584c200d0a870a");
  private static final byte[] TGA_FOOTER = ascii("TRUEVISION-XFILE.\0");
  private static final byte[] PNG = hex("89504e47");
  private static final int ICON_DIRECTORY = 6;
  private static final int ICON_ENTRY = 16;
  private static final int BITMAP_HEADER = 40;

  /** Returns the format that the value is recognised as; empty if it may be a framed record. */
  public static Optional<ZeroByteFormat> of(byte[] value) {
    if (value.length < 8 || value[0] != 0) {
      return Optional.empty();
    }
    if (has(value, FTYP, 4)) {
      return Optional.of(ISO_MEDIA);
    }
    if (has(value, JPEG_2000_SIGNATURE, 0)) {
      return Optional.of(JPEG_2000);
    }
    if (has(value, JPEG_XL_SIGNATURE, 0)) {
      return Optional.of(JPEG_XL);
    }
    if (has(value, TGA_FOOTER, value.length - TGA_FOOTER.length)) {
      return Optional.of(TGA);
    }
    if (value[1] == 0 && (value[2] == 1 || value[2] == 2) && value[3] == 0 && isIcon(value)) {
      return Optional.of(value[2] == 1 ? ICO : CUR);
    }
    return Optional.empty();
  }

  /** Returns whether the directory's first entry leads to a bitmap or a PNG within the file. */
  private static boolean isIcon(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    if (value.length < ICON_DIRECTORY + ICON_ENTRY) {
      return false;
    }
    int count = in.getShort(4) & 0xffff;
    long bytes = in.getInt(ICON_DIRECTORY + 8) & 0xffffffffL;
    long offset = in.getInt(ICON_DIRECTORY + 12) & 0xffffffffL;
    if (count == 0
        || offset < ICON_DIRECTORY + (long) count * ICON_ENTRY
        || bytes < BITMAP_HEADER
        || offset + bytes > value.length) {
      return false;
    }
    return has(value, PNG, (int) offset) || in.getInt((int) offset) == BITMAP_HEADER;
  }

  private static boolean has(byte[] value, byte[] magic, int at) {
    return at >= 0
        && value.length >= at + magic.length
        && Arrays.equals(value, at, at + magic.length, magic, 0, magic.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
