package io.ciderstream.train.evaluate.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Descriptors in blocks of memory. */
record DescriptorBlocks(int count, int dimension, List<Block> blocks, BitSet missing)
    implements DescriptorMatrix {
  private static final int BLOCK_BYTES = 64 << 20;

  static DescriptorBlocks copy(float[][] rows) {
    int dimension = rows[0].length;
    int most = Math.max(1, BLOCK_BYTES / (Float.BYTES * dimension));
    List<Block> blocks = new ArrayList<>();
    BitSet missing = new BitSet();
    for (int first = 0; first < rows.length; first += most) {
      int count = Math.min(most, rows.length - first);
      FloatBuffer values =
          ByteBuffer.allocateDirect(count * dimension * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      for (int i = 0; i < count; i++) {
        if (rows[first + i].length != dimension) {
          throw new IllegalArgumentException(
              "row %d has %d values, the first has %d"
                  .formatted(first + i, rows[first + i].length, dimension));
        }
        values.put(rows[first + i]);
        missing.set(first + i, isZero(rows[first + i]));
      }
      blocks.add(new Block(first, count, values.rewind()));
    }
    return new DescriptorBlocks(rows.length, dimension, List.copyOf(blocks), missing);
  }

  private static boolean isZero(float[] row) {
    for (float value : row) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
