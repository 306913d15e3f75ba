package io.ciderstream.evaluation.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Descriptors, one a row, outside the heap. Read by any number of threads.
 *
 * @param count number of rows
 * @param dimension length of a row
 * @param blocks all rows, in order
 * @param missing rows that have no descriptor, since their picture cannot be read; not to be
 *     changed
 */
public record DescriptorMatrix(int count, int dimension, List<Block> blocks, BitSet missing) {
  private static final int BLOCK_BYTES = 64 << 20;

  public DescriptorMatrix {
    blocks = List.copyOf(blocks);
  }

  /**
   * Consecutive rows.
   *
   * @param first the first one's number
   * @param rows how many
   * @param values direct, native order, position 0: float32 [rows, dimension]
   */
  public record Block(int first, int rows, FloatBuffer values) {}

  /** Joins several of one dimension, one behind the other. */
  public static DescriptorMatrix join(List<DescriptorMatrix> parts) {
    List<Block> blocks = new ArrayList<>();
    BitSet missing = new BitSet();
    int count = 0;
    for (DescriptorMatrix part : parts) {
      int from = count;
      for (Block block : part.blocks) {
        blocks.add(new Block(from + block.first, block.rows, block.values));
      }
      part.missing().stream().forEach(row -> missing.set(from + row));
      count = Math.addExact(count, part.count());
    }
    return new DescriptorMatrix(count, parts.getFirst().dimension(), blocks, missing);
  }

  /**
   * Copies descriptors out of the heap.
   *
   * @param rows all of one length, at least one; zeros where there is no descriptor
   */
  public static DescriptorMatrix of(float[][] rows) {
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
    return new DescriptorMatrix(rows.length, dimension, blocks, missing);
  }

  /** Returns a copy of a row. */
  public float[] row(int row) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (blocks.get(middle).first <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    float[] values = new float[dimension];
    blocks.get(low).values.get((row - blocks.get(low).first) * dimension, values);
    return values;
  }

  /** Returns other descriptors of the same pictures; those that are missing stay so. */
  public DescriptorMatrix replacedBy(float[][] rows) {
    return new DescriptorMatrix(count, dimension, of(rows).blocks, missing);
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
