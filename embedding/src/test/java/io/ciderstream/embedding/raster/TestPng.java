package io.ciderstream.embedding.raster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;

/** Writes PNG of the {@link TestRaster} in many forms, without filters. */
final class TestPng {
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int bits;
  private final boolean interlaced;

  TestPng(int bits, int colourType, boolean interlaced) {
    this.bits = bits;
    this.interlaced = interlaced;
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(TestRaster.WIDTH).putInt(TestRaster.HEIGHT);
    header.put((byte) bits).put((byte) colourType).put(12, (byte) (interlaced ? 1 : 0));
    chunk("IHDR", header.array());
  }

  TestPng chunk(String type, byte... data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return this;
  }

  /** Values of the transparency chunk. */
  TestPng transparent(int... samples) {
    ByteBuffer data = ByteBuffer.allocate(2 * samples.length);
    for (int sample : samples) {
      data.putShort((short) sample);
    }
    return chunk("tRNS", data.array());
  }

  /** The whole file. */
  byte[] bytes(IntBinaryOperator... planes) {
    return pixels(planes).chunk("IEND").out.toByteArray();
  }

  /** The file without its end. */
  byte[] withoutEnd(IntBinaryOperator... planes) {
    return pixels(planes).out.toByteArray();
  }

  private TestPng pixels(IntBinaryOperator... planes) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int[] pass : interlaced ? PASSES : new int[][] {{0, 0, 1, 1}}) {
      for (int y = pass[1]; y < TestRaster.HEIGHT; y += pass[3]) {
        int[] whole = TestRaster.row(y, TestRaster.WIDTH, bits, planes);
        int columns = Math.ceilDiv(TestRaster.WIDTH - pass[0], pass[2]);
        int[] row = new int[columns * planes.length];
        for (int i = 0; i < columns; i++) {
          System.arraycopy(
              whole,
              (pass[0] + i * pass[2]) * planes.length,
              row,
              i * planes.length,
              planes.length);
        }
        rows.write(0);
        rows.writeBytes(TestRaster.pack(row, bits, false));
      }
    }
    return chunk("IDAT", TestTiff.deflate(rows.toByteArray()));
  }
}
