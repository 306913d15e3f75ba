package io.ciderstream.embedding.sniff;

import java.util.Arrays;

/**
 * The samples of a TIFF's pixel.
 *
 * @param colours what they mean
 * @param count of a pixel, colours and others
 * @param bits of each, 1 to 16
 * @param alpha which sample is alpha, or -1
 * @param associated whether colours are multiplied by alpha already
 * @param palette 16-bit red, then green, then blue values; empty without a palette
 */
public record TiffSamples(
    Colours colours, int count, int bits, int alpha, boolean associated, long[] palette) {
  /** The meaning of the first samples. */
  public enum Colours {
    WHITE_IS_ZERO(1),
    BLACK_IS_ZERO(1),
    RGB(3),
    PALETTE(1),
    CMYK(4),
    /** Something that only OpenCV decodes, such as YCbCr. */
    OTHER(1);

    private final int samples;

    Colours(int samples) {
      this.samples = samples;
    }

    /** Returns how many samples hold the colour. */
    public int samples() {
      return samples;
    }
  }

  private static final int MAX_SAMPLES = 64;
  private static final int SIGNED = 2;
  private static final int FLOAT = 3;
  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;

  static TiffSamples read(TiffDirectory tags) {
    int count = (int) Math.min(tags.value(277, 1), Integer.MAX_VALUE);
    long bits = tags.value(258, 1);
    if (count < 1 || count > MAX_SAMPLES) {
      throw new UnsupportedVariant("%d samples a pixel".formatted(count));
    }
    requireIntegers(tags, bits);
    Colours colours = colours(tags, (int) tags.value(259, 1));
    if (count < colours.samples()) {
      throw new IllegalArgumentException("too few samples for its colours");
    }
    int alpha = -1;
    boolean associated = false;
    long[] extra = tags.values(338);
    for (int i = 0; i < Math.min(extra.length, count - colours.samples()) && alpha < 0; i++) {
      if (extra[i] == ASSOCIATED || extra[i] == UNASSOCIATED) {
        alpha = count - extra.length + i;
        associated = extra[i] == ASSOCIATED;
      }
    }
    // some writers leave out the tag that says what the sample behind the colours is
    if (extra.length == 0 && count == colours.samples() + 1 && colours != Colours.OTHER) {
      alpha = colours.samples();
    }
    long[] palette = colours == Colours.PALETTE ? tags.values(320) : new long[0];
    if (colours == Colours.PALETTE && palette.length < 3 << bits) {
      throw new IllegalArgumentException("its palette is too short");
    }
    return new TiffSamples(colours, count, (int) bits, alpha, associated, palette);
  }

  private static void requireIntegers(TiffDirectory tags, long bits) {
    long format = tags.value(339, 1);
    if (format == FLOAT) {
      throw new UnsupportedVariant("floating-point samples");
    }
    if (format == SIGNED) {
      throw new UnsupportedVariant("signed samples");
    }
    if (bits < 1 || bits > 16) {
      throw new UnsupportedVariant("%d-bit samples".formatted(bits));
    }
    if (Arrays.stream(tags.values(258)).anyMatch(each -> each != bits)) {
      throw new UnsupportedVariant("samples of different sizes");
    }
  }

  private static Colours colours(TiffDirectory tags, int compression) {
    int photometric = (int) tags.value(262, compression >= 2 && compression <= 4 ? 0 : 1);
    return switch (photometric) {
      case 0 -> Colours.WHITE_IS_ZERO;
      case 1 -> Colours.BLACK_IS_ZERO;
      case 2 -> Colours.RGB;
      case 3 -> Colours.PALETTE;
      case 5 -> {
        if (tags.value(332, 1) != 1) {
          throw new UnsupportedVariant("inks that are not CMYK");
        }
        yield Colours.CMYK;
      }
      case 6, 8 -> Colours.OTHER;
      default -> throw new UnsupportedVariant("colours of kind %d".formatted(photometric));
    };
  }
}
