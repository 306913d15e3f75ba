package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * BMP: the old core header has 16-bit sizes, all newer ones 32-bit; a negative height is top-down.
 *
 * @param width in pixels
 * @param height in pixels
 * @param topDown whether the first row is the top one
 * @param bits of a pixel
 * @param coding of the rows
 * @param masks of red, green, blue and alpha in a pixel of 16 or 32 bits; alpha may be 0
 * @param palette where the colour table begins
 * @param colours in the table
 * @param entry bytes of a colour in the table
 * @param data where the rows begin
 */
public record BmpHeader(
    int width,
    int height,
    boolean topDown,
    int bits,
    Coding coding,
    int[] masks,
    int palette,
    int colours,
    int entry,
    int data) {
  /** How rows are stored. */
  public enum Coding {
    PLAIN,
    RLE8,
    RLE4
  }

  private static final int FILE_HEADER = 14;
  private static final int CORE = 12;
  private static final int INFO = 40;
  private static final int WITH_MASKS = 52;
  private static final int WITH_ALPHA_MASK = 56;
  private static final int OS2 = 64;
  private static final Set<Integer> HEADER_SIZES = Set.of(CORE, 16, INFO, 52, 56, OS2, 108, 124);
  private static final int BITFIELDS = 3;
  private static final int ALPHA_BITFIELDS = 6;
  private static final int[] MASKS_16 = {0x7c00, 0x3e0, 0x1f, 0};
  private static final int[] MASKS_32 = {0xff0000, 0xff00, 0xff, 0};

  /**
   * Returns whether the content is likely a BMP: the first two letters are not enough, so the
   * header's size must be a known one.
   */
  static boolean isLikely(byte[] content) {
    return content.length >= 18 && HEADER_SIZES.contains(wrap(content).getInt(FILE_HEADER));
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException if it is damaged
   * @throws IndexOutOfBoundsException if it is cut off
   * @throws UnsupportedVariant if it holds a JPEG or PNG, or is coded as only OS/2 does
   */
  public static BmpHeader read(byte[] content) {
    ByteBuffer in = wrap(content);
    int size = in.getInt(FILE_HEADER);
    boolean core = size == CORE;
    int height = core ? in.getShort(20) & 0xffff : in.getInt(22);
    int bits = in.getShort(core ? 24 : 28) & 0xffff;
    int compression = size < INFO ? 0 : in.getInt(30);
    boolean fields = compression == BITFIELDS && size != OS2 || compression == ALPHA_BITFIELDS;
    // behind the old header the masks follow it, in newer ones they are part of it
    int extra = size == INFO && fields ? (compression == ALPHA_BITFIELDS ? 16 : 12) : 0;
    int palette = FILE_HEADER + size + extra;
    int announced = size < INFO ? 0 : in.getInt(46);
    int entry = core ? 3 : 4;
    int data = in.getInt(10);
    int most = bits <= 8 ? 1 << bits : 0;
    int colours = announced > 0 && announced < most ? announced : most;
    if (bits <= 8 && data > palette) {
      colours = Math.min(colours, (data - palette) / entry);
    }
    return new BmpHeader(
        core ? in.getShort(18) & 0xffff : in.getInt(18),
        Math.abs(height),
        height < 0,
        bits,
        coding(compression, bits, size),
        masks(in, size, bits, fields, compression),
        palette,
        colours,
        entry,
        data);
  }

  private static Coding coding(int compression, int bits, int size) {
    boolean known =
        switch (bits) {
          case 1, 2, 24 -> compression == 0;
          case 4 -> compression == 0 || compression == 2;
          case 8 -> compression == 0 || compression == 1;
          case 16, 32 -> compression == 0 || compression == BITFIELDS || compression == 6;
          default -> throw new IllegalArgumentException("%d bits a pixel".formatted(bits));
        };
    if (!known || size == OS2 && compression > 2) {
      throw new UnsupportedVariant(
          switch (compression) {
            case 4 -> "a JPEG inside";
            case 5 -> "a PNG inside";
            default -> "compression %d of %d bits a pixel".formatted(compression, bits);
          });
    }
    return switch (compression) {
      case 1 -> Coding.RLE8;
      case 2 -> Coding.RLE4;
      default -> Coding.PLAIN;
    };
  }

  private static int[] masks(ByteBuffer in, int size, int bits, boolean fields, int compression) {
    if (!fields) {
      return bits == 16 ? MASKS_16 : MASKS_32;
    }
    int at = FILE_HEADER + INFO;
    boolean alpha = size >= WITH_ALPHA_MASK && size != OS2 || compression == ALPHA_BITFIELDS;
    int[] masks = {
      in.getInt(at), in.getInt(at + 4), in.getInt(at + 8), alpha ? in.getInt(at + 12) : 0
    };
    if ((masks[0] | masks[1] | masks[2]) == 0 && size >= WITH_MASKS) {
      return bits == 16 ? MASKS_16 : MASKS_32;
    }
    return masks;
  }

  PictureHeader picture() {
    return new PictureHeader(
        PictureFormat.BMP, width, height, masks[3] != 0, Orientation.UPRIGHT, 0);
  }

  private static ByteBuffer wrap(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }
}
