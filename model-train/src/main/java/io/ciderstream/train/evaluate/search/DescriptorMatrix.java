package io.ciderstream.train.evaluate.search;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Descriptors, one a row, outside the heap. Read by any number of threads. */
public interface DescriptorMatrix {
  /**
   * Consecutive rows.
   *
   * @param first the first one's number
   * @param rows how many
   * @param values direct, native order, position 0: float32 [rows, dimension]
   */
  record Block(int first, int rows, FloatBuffer values) {}

  /** Number of rows. */
  int count();

  /** Length of a row. */
  int dimension();

  /** All rows, in order. */
  List<Block> blocks();

  /** Rows that have no descriptor, since their picture cannot be read; not to be changed. */
  BitSet missing();

  /** Several as one, behind each other; all of one dimension. */
  static DescriptorMatrix join(List<DescriptorMatrix> parts) {
    List<Block> blocks = new ArrayList<>();
    BitSet missing = new BitSet();
    int count = 0;
    for (DescriptorMatrix part : parts) {
      int from = count;
      part.blocks()
          .forEach(
              block -> blocks.add(new Block(from + block.first(), block.rows(), block.values())));
      part.missing().stream().forEach(row -> missing.set(from + row));
      count = Math.addExact(count, part.count());
    }
    return new DescriptorBlocks(count, parts.getFirst().dimension(), List.copyOf(blocks), missing);
  }

  /**
   * A copy of descriptors in the heap.
   *
   * @param rows all of one length, at least one; zeros where there is no descriptor
   */
  static DescriptorMatrix of(float[][] rows) {
    return DescriptorBlocks.copy(rows);
  }
}
