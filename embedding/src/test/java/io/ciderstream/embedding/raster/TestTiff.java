package io.ciderstream.embedding.raster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.zip.Deflater;

/** Writes TIFF and BigTIFF of the {@link TestRaster} in many forms. */
final class TestTiff {
  private final Map<Integer, long[]> tags = new TreeMap<>();
  private final IntBinaryOperator[] planes;
  private final int bits;
  private boolean big;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int blockWidth = TestRaster.WIDTH;
  private int blockHeight = 10;
  private boolean separate;
  private int compression = 1;

  TestTiff(int bits, int colours, IntBinaryOperator... planes) {
    this.bits = bits;
    this.planes = planes;
    tag(256, TestRaster.WIDTH).tag(257, TestRaster.HEIGHT).tag(262, colours);
    tag(277, planes.length).tag(258, repeated(bits, planes.length)).tag(278, blockHeight);
  }

  private static long[] repeated(int value, int times) {
    long[] all = new long[times];
    java.util.Arrays.fill(all, value);
    return all;
  }

  TestTiff tag(int tag, long... values) {
    tags.put(tag, values);
    return this;
  }

  TestTiff bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  TestTiff big() {
    big = true;
    return this;
  }

  TestTiff tiled() {
    blockWidth = 16;
    blockHeight = 16;
    tags.remove(278);
    return tag(322, blockWidth).tag(323, blockHeight);
  }

  TestTiff separate() {
    separate = true;
    return tag(284, 2);
  }

  TestTiff compressed(int how) {
    compression = how;
    return tag(259, how);
  }

  byte[] bytes() {
    List<byte[]> blocks = new ArrayList<>();
    for (int plane = 0; plane < (separate ? planes.length : 1); plane++) {
      IntBinaryOperator[] in = separate ? new IntBinaryOperator[] {planes[plane]} : planes;
      for (int y = 0; y < TestRaster.HEIGHT; y += blockHeight) {
        for (int x = 0; x < TestRaster.WIDTH; x += blockWidth) {
          blocks.add(compress(block(x, y, in)));
        }
      }
    }
    return file(blocks);
  }

  private byte[] block(int left, int top, IntBinaryOperator... in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean tiled = tags.containsKey(322);
    int bottom = tiled ? top + blockHeight : Math.min(top + blockHeight, TestRaster.HEIGHT);
    for (int y = top; y < bottom; y++) {
      int[] whole = TestRaster.row(y, left + blockWidth, bits, in);
      int[] row = new int[blockWidth * in.length];
      System.arraycopy(whole, left * in.length, row, 0, row.length);
      if (tags.containsKey(317) && (compression == 5 || compression == 8)) {
        for (int i = row.length - 1; i >= in.length; i--) {
          row[i] = row[i] - row[i - in.length] & (1 << bits) - 1;
        }
      }
      out.writeBytes(TestRaster.pack(row, bits, order == ByteOrder.LITTLE_ENDIAN));
    }
    return out.toByteArray();
  }

  private byte[] compress(byte[] block) {
    return switch (compression) {
      case 5 -> lzw(block);
      case 8 -> deflate(block);
      case 32773 -> packBits(block);
      default -> block;
    };
  }

  static byte[] deflate(byte[] block) {
    Deflater deflater = new Deflater();
    deflater.setInput(block);
    deflater.finish();
    byte[] out = new byte[block.length + 100];
    byte[] compressed = java.util.Arrays.copyOf(out, deflater.deflate(out));
    System.arraycopy(out, 0, compressed, 0, compressed.length);
    deflater.end();
    return compressed;
  }

  private static byte[] packBits(byte[] block) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < block.length; ) {
      int run = 1;
      while (at + run < block.length && run < 128 && block[at + run] == block[at]) {
        run++;
      }
      out.write(run > 1 ? 1 - run : 0);
      out.write(block[at]);
      at += run;
    }
    return out.toByteArray();
  }

  /** Literal codes alone, with a clear code before the width would grow. */
  private static byte[] lzw(byte[] block) {
    StringBuilder codes = new StringBuilder();
    for (int i = 0; i < block.length; i++) {
      if (i % 200 == 0) {
        codes.append(nine(256));
      }
      codes.append(nine(block[i] & 0xff));
    }
    codes.append(nine(257)).append("0".repeat(8));
    byte[] out = new byte[codes.length() / 8];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) Integer.parseInt(codes.substring(8 * i, 8 * i + 8), 2);
    }
    return out;
  }

  private static String nine(int code) {
    return Integer.toBinaryString(512 | code).substring(1);
  }

  private byte[] file(List<byte[]> blocks) {
    int at = big ? 16 : 8;
    long[] offsets = new long[blocks.size()];
    long[] sizes = new long[blocks.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      sizes[i] = blocks.get(i).length;
      at += blocks.get(i).length;
    }
    boolean tiled = tags.containsKey(322);
    tag(tiled ? 324 : 273, offsets).tag(tiled ? 325 : 279, sizes);
    ByteBuffer out = ByteBuffer.allocate(at + 4_000).order(order);
    out.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    if (big) {
      out.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(at);
    } else {
      out.putShort((short) 42).putInt(at);
    }
    blocks.forEach(out::put);
    writeDirectory(out);
    return java.util.Arrays.copyOf(out.array(), out.capacity());
  }

  private void writeDirectory(ByteBuffer out) {
    int entry = big ? 20 : 12;
    int values = out.position() + (big ? 16 : 6) + entry * tags.size();
    if (big) {
      out.putLong(tags.size());
    } else {
      out.putShort((short) tags.size());
    }
    for (var tag : tags.entrySet()) {
      boolean longs =
          tag.getKey() == 273 || tag.getKey() == 279 || tag.getKey() >= 324 && tag.getKey() <= 325;
      int width = longs ? 4 : 2;
      long[] all = tag.getValue();
      out.putShort((short) (int) tag.getKey()).putShort((short) (longs ? 4 : 3));
      if (big) {
        out.putLong(all.length);
      } else {
        out.putInt(all.length);
      }
      int room = big ? 8 : 4;
      ByteBuffer to = out.duplicate().order(order);
      if (all.length * width > room) {
        to.position(values);
        if (big) {
          out.putLong(values);
        } else {
          out.putInt(values);
        }
        values += all.length * width;
      } else {
        out.position(out.position() + room);
      }
      for (long value : all) {
        if (longs) {
          to.putInt((int) value);
        } else {
          to.putShort((short) value);
        }
      }
    }
  }
}
