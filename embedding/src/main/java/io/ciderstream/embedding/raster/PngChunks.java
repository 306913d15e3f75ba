package io.ciderstream.embedding.raster;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;

/** The chunks of a PNG that its pixels depend on; all others are skipped unread. */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int HEAD = 8;
  private static final int CHECKSUM = 4;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int IHDR = 0x49484452;

  private final List<InputStream> data = new ArrayList<>();
  private byte[] palette = new byte[0];
  private byte[] transparency = new byte[0];

  /**
   * Reads them. A file that ends within its data is read as far as it goes.
   *
   * @throws IllegalArgumentException if a chunk is damaged
   */
  PngChunks(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    int at = SIGNATURE;
    boolean behindData = false;
    while (at + HEAD <= content.length && !behindData) {
      long length = in.getInt(at) & 0xffffffffL;
      int type = in.getInt(at + 4);
      int from = at + HEAD;
      boolean whole = from + length + CHECKSUM <= content.length;
      int end = (int) Math.min(from + length, content.length);
      switch (type) {
        case IHDR -> require(whole && isIntact(content, at, end));
        case PLTE -> {
          require(whole && isIntact(content, at, end));
          palette = Arrays.copyOfRange(content, from, end);
        }
        case TRNS -> {
          // one that is damaged is left out, as other decoders do
          if (whole && isIntact(content, at, end)) {
            transparency = Arrays.copyOfRange(content, from, end);
          }
        }
        case IDAT -> {
          require(!whole || isIntact(content, at, end));
          data.add(new ByteArrayInputStream(content, from, end - from));
        }
        default -> behindData = type == IEND || !data.isEmpty();
      }
      if (!whole) {
        break;
      }
      at = end + CHECKSUM;
    }
  }

  private static void require(boolean intact) {
    if (!intact) {
      throw new IllegalArgumentException("one of its chunks is damaged or cut off");
    }
  }

  private static boolean isIntact(byte[] content, int chunk, int end) {
    CRC32 crc = new CRC32();
    crc.update(content, chunk + 4, end - chunk - 4);
    return (int) crc.getValue() == ByteBuffer.wrap(content).getInt(end);
  }

  byte[] palette() {
    return palette;
  }

  byte[] transparency() {
    return transparency;
  }

  /** Returns the compressed pixels. */
  InputStream data() {
    return new SequenceInputStream(Collections.enumeration(data));
  }
}
