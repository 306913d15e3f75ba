package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.sniff.TiffLayout;
import io.ciderstream.embedding.sniff.UnsupportedVariant;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Opens the blocks of a TIFF, decompressed. One thread. */
final class TiffData implements AutoCloseable {
  private static final int BUFFER = 1 << 13;
  private static final int BIT_REVERSING_SHIFT = 24;

  private final byte[] content;
  private final TiffLayout layout;
  private final Inflater[] inflaters;

  TiffData(byte[] content, TiffLayout layout) {
    this.content = content;
    this.layout = layout;
    this.inflaters = new Inflater[layout.blocks().separate() ? layout.samples().count() : 1];
    if (layout.predictor() != 1 && layout.predictor() != 2) {
      throw new UnsupportedVariant("predictor %d".formatted(layout.predictor()));
    }
  }

  /**
   * Opens a block; the one opened before for the same plane must not be read any more.
   *
   * @param plane which has its own inflater
   */
  InputStream open(int plane, int block) {
    long offset = layout.blocks().offsets()[block];
    if (offset < 0 || offset > content.length) {
      throw new IllegalArgumentException("a block begins behind the end");
    }
    int from = (int) offset;
    int length = (int) Math.clamp(layout.blocks().bytes()[block], 0L, (long) content.length - from);
    InputStream in =
        layout.reversed()
            ? new ByteArrayInputStream(reversed(from, length))
            : new ByteArrayInputStream(content, from, length);
    return switch (layout.compression()) {
      case 5 -> {
        if (length > 1 && content[from] == 0 && (content[from + 1] & 1) == 1) {
          throw new UnsupportedVariant("LZW as before TIFF 5.0");
        }
        yield LzwInput.tiff(in);
      }
      case 8, 32946 -> new InflaterInputStream(in, inflater(plane), Math.clamp(length, 1, BUFFER));
      case 32773 -> new PackBitsInput(in);
      default -> in;
    };
  }

  private Inflater inflater(int plane) {
    if (inflaters[plane] == null) {
      inflaters[plane] = new Inflater();
    } else {
      inflaters[plane].reset();
    }
    return inflaters[plane];
  }

  private byte[] reversed(int from, int length) {
    byte[] bytes = Arrays.copyOfRange(content, from, from + length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> BIT_REVERSING_SHIFT);
    }
    return bytes;
  }

  @Override
  public void close() {
    for (Inflater inflater : inflaters) {
      if (inflater != null) {
        inflater.end();
      }
    }
  }
}
