package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first image file directory of TIFF 6.0 or BigTIFF; the former is also what EXIF keeps its
 * tags in.
 */
final class TiffDirectory {
  static final int CLASSIC = 42;
  static final int BIG = 43;
  static final int ORIENTATION = 274;
  private static final int SHORT = 3;
  private static final long[] NONE = {};

  private final ByteBuffer in;
  private final boolean big;
  private final int first;
  private final int entries;

  /** Reads from the buffer's position on; offsets count from there. */
  TiffDirectory(ByteBuffer bytes) {
    this.in = bytes.slice();
    in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    this.big = in.getShort(2) == BIG;
    int directory = big ? offset(in.getLong(8)) : offset(in.getInt(4) & 0xffffffffL);
    this.entries =
        big ? (int) Math.min(in.getLong(directory), 0xffff) : in.getShort(directory) & 0xffff;
    this.first = directory + (big ? 8 : 2);
  }

  /**
   * Returns what EXIF says; upright if it says nothing or is damaged, as a picture is more than its
   * tags.
   */
  static Orientation orientation(ByteBuffer exif) {
    try {
      return Orientation.of((int) new TiffDirectory(exif).value(ORIENTATION, 1));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Orientation.UPRIGHT;
    }
  }

  ByteOrder order() {
    return in.order();
  }

  boolean has(int tag) {
    return entry(tag) >= 0;
  }

  /** Returns the tag's first value. */
  long value(int tag, long otherwise) {
    long[] values = values(tag);
    return values.length == 0 ? otherwise : values[0];
  }

  /** Returns all values of the tag; none if it is absent. */
  long[] values(int tag) {
    int entry = entry(tag);
    if (entry < 0) {
      return NONE;
    }
    int type = in.getShort(entry + 2);
    int width = width(type);
    long count = big ? in.getLong(entry + 4) : in.getInt(entry + 4) & 0xffffffffL;
    if (width == 0 || count < 0 || count > in.limit() / width) {
      throw new IllegalArgumentException("tag %d holds no numbers".formatted(tag));
    }
    int value = valueAt(entry);
    int room = big ? 8 : 4;
    int at = value;
    if (count * width > room) {
      at = big ? offset(in.getLong(value)) : offset(in.getInt(value) & 0xffffffffL);
    }
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(at + i * width, width);
    }
    return values;
  }

  /** Sets the orientation to upright in the bytes that this reads; nothing if there is none. */
  void putUpright() {
    int entry = entry(ORIENTATION);
    if (entry >= 0) {
      in.putShort(entry + 2, (short) SHORT);
      if (big) {
        in.putLong(entry + 4, 1).putLong(entry + 12, 0);
      } else {
        in.putInt(entry + 4, 1).putInt(entry + 8, 0);
      }
      in.putShort(valueAt(entry), (short) 1);
    }
  }

  private int valueAt(int entry) {
    return entry + (big ? 12 : 8);
  }

  /** Returns the bytes of an unsigned or signed integer of that type; 0 for all other types. */
  private static int width(int type) {
    return switch (type) {
      case 1, 6 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 13 -> 4;
      case 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  private long number(int at, int width) {
    return switch (width) {
      case 1 -> in.get(at) & 0xff;
      case 2 -> in.getShort(at) & 0xffff;
      case 4 -> in.getInt(at) & 0xffffffffL;
      default -> in.getLong(at);
    };
  }

  private int offset(long value) {
    if (value < 0 || value >= in.limit()) {
      throw new IllegalArgumentException("an offset exceeds the content");
    }
    return (int) value;
  }

  private int entry(int tag) {
    int size = big ? 20 : 12;
    for (int i = 0; i < entries; i++) {
      if ((in.getShort(first + i * size) & 0xffff) == tag) {
        return first + i * size;
      }
    }
    return -1;
  }
}
