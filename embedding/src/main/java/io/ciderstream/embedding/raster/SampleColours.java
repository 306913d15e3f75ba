package io.ciderstream.embedding.raster;

import java.util.Arrays;

/** From the samples of pixels to 8-bit RGB on white. Immutable. */
final class SampleColours {
  /** The meaning of a pixel's first samples. */
  enum Kind {
    GREY,
    RGB,
    CMYK,
    PALETTE
  }

  private static final int MAX = 255;

  private final Kind kind;
  private final int count;
  private final int alpha;
  private final boolean associated;
  private final byte[] eight;
  private final byte[] palette;
  private final int[] key;

  private SampleColours(
      Kind kind,
      int count,
      int alpha,
      boolean associated,
      byte[] eight,
      byte[] palette,
      int[] key) {
    this.kind = kind;
    this.count = count;
    this.alpha = alpha;
    this.associated = associated;
    this.eight = eight;
    this.palette = palette;
    this.key = key;
  }

  /**
   * Creates colours with their own palette.
   *
   * @param count samples of a pixel
   * @param bits of a sample
   * @param inverted whether the largest value is dark
   */
  static SampleColours of(Kind kind, int count, int bits, boolean inverted) {
    byte[] eight = new byte[1 << bits];
    int most = eight.length - 1;
    for (int i = 0; i <= most; i++) {
      int value = (int) ((i * (long) MAX + most / 2) / most);
      eight[i] = (byte) (inverted ? MAX - value : value);
    }
    return new SampleColours(kind, count, -1, false, eight, new byte[0], new int[0]);
  }

  /**
   * Colours of a table.
   *
   * @param rgb the table; black behind its end
   */
  static SampleColours ofPalette(int count, int bits, byte[] rgb) {
    byte[] whole = Arrays.copyOf(rgb, RgbCanvas.PIXEL << bits);
    return new SampleColours(
        Kind.PALETTE, count, -1, false, new byte[1 << bits], whole, new int[0]);
  }

  /**
   * Returns the same with transparency.
   *
   * @param sample which one is alpha
   * @param multiplied whether the colours are multiplied by it already; those of a table never are
   */
  SampleColours withAlpha(int sample, boolean multiplied) {
    boolean ofTable = kind == Kind.PALETTE;
    return new SampleColours(kind, count, sample, multiplied && !ofTable, eight, palette, key);
  }

  /** Returns the same, where pixels of exactly these samples are transparent. */
  SampleColours withKey(int... samples) {
    return new SampleColours(kind, count, alpha, associated, eight, palette, samples);
  }

  /** Samples of a pixel. */
  int count() {
    return count;
  }

  /** Returns whether bytes of a row are RGB already, if samples have 8 bits. */
  boolean isPlainRgb() {
    return kind == Kind.RGB && count == RgbCanvas.PIXEL && key.length == 0;
  }

  /** Converts so many pixels. */
  void toRgb(int[] samples, int pixels, byte[] rgb) {
    int from = 0;
    for (int to = 0; to < pixels * RgbCanvas.PIXEL; to += RgbCanvas.PIXEL, from += count) {
      switch (kind) {
        case GREY -> {
          byte grey = eight[samples[from]];
          rgb[to] = grey;
          rgb[to + 1] = grey;
          rgb[to + 2] = grey;
        }
        case RGB -> {
          rgb[to] = eight[samples[from]];
          rgb[to + 1] = eight[samples[from + 1]];
          rgb[to + 2] = eight[samples[from + 2]];
        }
        case CMYK -> {
          int light = MAX - (eight[samples[from + 3]] & 0xff);
          for (int i = 0; i < RgbCanvas.PIXEL; i++) {
            rgb[to + i] = (byte) ((MAX - (eight[samples[from + i]] & 0xff)) * light / MAX);
          }
        }
        case PALETTE ->
            System.arraycopy(palette, samples[from] * RgbCanvas.PIXEL, rgb, to, RgbCanvas.PIXEL);
      }
      if (alpha >= 0) {
        lay(rgb, to, samples[from + alpha]);
      } else if (key.length > 0 && isKey(samples, from)) {
        Arrays.fill(rgb, to, to + RgbCanvas.PIXEL, (byte) MAX);
      }
    }
  }

  private boolean isKey(int[] samples, int from) {
    for (int i = 0; i < key.length; i++) {
      if (samples[from + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  private void lay(byte[] rgb, int at, int sample) {
    int most = eight.length - 1;
    int opaque = (int) ((sample * (long) MAX + most / 2) / most);
    for (int i = at; i < at + RgbCanvas.PIXEL; i++) {
      rgb[i] =
          associated
              ? (byte) Math.min(MAX, (rgb[i] & 0xff) + MAX - opaque)
              : onWhite(rgb[i], opaque);
    }
  }

  /** Returns a colour of 0 to 255 on white. */
  static byte onWhite(byte colour, int opaque) {
    return (byte) (MAX - ((MAX - (colour & 0xff)) * opaque + MAX / 2) / MAX);
  }
}
