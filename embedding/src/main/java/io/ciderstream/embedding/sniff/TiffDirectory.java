package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first image file directory of TIFF 6.0, which is also what EXIF keeps its tags in. */
final class TiffDirectory {
  private static final int ENTRY = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final ByteBuffer in;
  private final int first;
  private final int entries;

  /** Reads from the buffer's position on; offsets count from there. */
  TiffDirectory(ByteBuffer bytes) {
    this.in = bytes.slice();
    in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    this.entries = in.getShort(directory) & 0xffff;
    this.first = directory + 2;
  }

  /**
   * What EXIF says; upright if it says nothing or is damaged, as a picture is more than its tags.
   */
  static Orientation orientation(ByteBuffer exif) {
    try {
      return Orientation.of((int) new TiffDirectory(exif).value(TiffHeader.ORIENTATION, 1));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Orientation.UPRIGHT;
    }
  }

  boolean has(int tag) {
    return entry(tag) >= 0;
  }

  /** The tag's first value. */
  long value(int tag, long otherwise) {
    long[] values = values(tag);
    return values.length == 0 ? otherwise : values[0];
  }

  /** All values of the tag; none if it is absent. */
  long[] values(int tag) {
    int entry = entry(tag);
    if (entry < 0) {
      return new long[0];
    }
    int type = in.getShort(entry + 2);
    int width = type == SHORT ? 2 : 4;
    long count = in.getInt(entry + 4) & 0xffffffffL;
    if ((type != SHORT && type != LONG) || count * width > in.limit()) {
      throw new IllegalArgumentException("tag %d holds no numbers".formatted(tag));
    }
    int at = count * width <= 4 ? entry + 8 : in.getInt(entry + 8);
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          type == SHORT ? in.getShort(at + 2 * i) & 0xffff : in.getInt(at + 4 * i) & 0xffffffffL;
    }
    return values;
  }

  private int entry(int tag) {
    for (int i = 0; i < entries; i++) {
      if ((in.getShort(first + i * ENTRY) & 0xffff) == tag) {
        return first + i * ENTRY;
      }
    }
    return -1;
  }
}
