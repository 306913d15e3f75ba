package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.raster.SampleColours.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * PNG (third edition). Of an animation it is the default image. Gamma and colour profiles are not
 * applied.
 */
final class PngPixels {
  private static final int BUFFER = 1 << 14;
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** Adam7: first column, first row, columns apart, rows apart. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8},
    {4, 0, 8, 8},
    {0, 4, 4, 8},
    {2, 0, 4, 4},
    {0, 2, 2, 4},
    {1, 0, 2, 2},
    {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private final int width;
  private final int height;
  private final int bits;
  private final SampleColours colours;
  private final RgbCanvas canvas;

  private PngPixels(int width, int height, int bits, SampleColours colours) {
    this.width = width;
    this.height = height;
    this.bits = bits;
    this.colours = colours;
    this.canvas = new RgbCanvas(width, height);
  }

  static Mat read(byte[] content) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(content);
    int bits = header.get(24) & 0xff;
    int type = header.get(25) & 0xff;
    int interlace = header.get(28) & 0xff;
    if (header.get(26) != 0 || header.get(27) != 0 || interlace > 1 || !isAllowed(type, bits)) {
      throw new IllegalArgumentException("its header has invalid values");
    }
    PngChunks chunks = new PngChunks(content);
    PngPixels pixels =
        new PngPixels(header.getInt(16), header.getInt(20), bits, colours(type, bits, chunks));
    Inflater inflater = new Inflater();
    try (InputStream in = new InflaterInputStream(chunks.data(), inflater, BUFFER)) {
      for (int[] pass : interlace == 1 ? PASSES : ONE_PASS) {
        pixels.readPass(in, pass[0], pass[1], pass[2], pass[3]);
      }
    } finally {
      inflater.end();
    }
    return pixels.canvas.mat();
  }

  private static boolean isAllowed(int type, int bits) {
    return switch (type) {
      case GREY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
      case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
      case RGB, GREY_ALPHA, RGB_ALPHA -> bits == 8 || bits == 16;
      default -> false;
    };
  }

  private static SampleColours colours(int type, int bits, PngChunks chunks) {
    byte[] transparency = chunks.transparency();
    return switch (type) {
      case GREY -> {
        SampleColours grey = SampleColours.of(Kind.GREY, 1, bits, false);
        yield transparency.length < 2 ? grey : grey.withKey(key(transparency, 0, bits));
      }
      case RGB -> {
        SampleColours rgb = SampleColours.of(Kind.RGB, 3, bits, false);
        yield transparency.length < 6
            ? rgb
            : rgb.withKey(
                key(transparency, 0, bits), key(transparency, 2, bits), key(transparency, 4, bits));
      }
      case PALETTE ->
          SampleColours.ofPalette(1, bits, onWhite(chunks.palette().clone(), transparency));
      case GREY_ALPHA -> SampleColours.of(Kind.GREY, 2, bits, false).withAlpha(1, false);
      default -> SampleColours.of(Kind.RGB, 4, bits, false).withAlpha(3, false);
    };
  }

  private static int key(byte[] transparency, int at, int bits) {
    return ByteBuffer.wrap(transparency).getShort(at) & (1 << bits) - 1;
  }

  private static byte[] onWhite(byte[] palette, byte[] transparency) {
    if (palette.length == 0) {
      throw new IllegalArgumentException("it has no palette");
    }
    for (int i = 0; i < Math.min(transparency.length, palette.length / 3); i++) {
      for (int c = 3 * i; c < 3 * i + 3; c++) {
        palette[c] = SampleColours.onWhite(palette[c], transparency[i] & 0xff);
      }
    }
    return palette;
  }

  private void readPass(InputStream in, int x, int y, int dx, int dy) throws IOException {
    int columns = Math.max(0, Math.ceilDiv(width - x, dx));
    if (columns == 0) {
      return;
    }
    int count = colours.count();
    int bytes = Samples.bytes((long) columns * count, bits);
    int pixelBytes = Math.max(1, count * bits / 8);
    byte[] row = new byte[bytes];
    byte[] above = new byte[bytes];
    int[] samples = new int[columns * count];
    byte[] rgb = new byte[columns * RgbCanvas.PIXEL];
    boolean plain = bits == 8 && colours.isPlainRgb();
    for (int to = y; to < height; to += dy) {
      int filter = in.read();
      if (filter < 0 || in.readNBytes(row, 0, bytes) < bytes) {
        throw new IllegalArgumentException("pixels are missing");
      }
      PngFilter.undo(filter, row, above, pixelBytes);
      if (plain) {
        canvas.put(x, to, row, columns, dx);
      } else {
        Samples.unpack(row, bits, ByteOrder.BIG_ENDIAN, samples.length, samples, 0, 1);
        colours.toRgb(samples, columns, rgb);
        canvas.put(x, to, rgb, columns, dx);
      }
      byte[] done = row;
      row = above;
      above = done;
    }
  }
}
