package io.ciderstream.train.learn.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of floats in a mapped file, since 1.6 million descriptors of 2,048 numbers are 13 GB. One
 * thread.
 */
final class FloatRows implements AutoCloseable {
  /** Numbers of one mapping at most: 1 GiB. */
  private static final int IN_A_PART = 1 << 28;

  private final int dimension;
  private final int rowsOfAPart;
  private final List<FloatBuffer> parts = new ArrayList<>();

  /** Creates a file of zeros. */
  static FloatRows create(int rows, int dimension, Path file) {
    return create(rows, dimension, file, IN_A_PART);
  }

  static FloatRows create(int rows, int dimension, Path file, int inAPart) {
    return new FloatRows(
        rows,
        dimension,
        inAPart,
        file,
        FileChannel.MapMode.READ_WRITE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Opens a file that was created with the same numbers, to read it. */
  static FloatRows open(int rows, int dimension, Path file) {
    return new FloatRows(
        rows, dimension, IN_A_PART, file, FileChannel.MapMode.READ_ONLY, StandardOpenOption.READ);
  }

  private FloatRows(
      int rows,
      int dimension,
      int inAPart,
      Path file,
      FileChannel.MapMode mode,
      OpenOption... options) {
    this.dimension = dimension;
    this.rowsOfAPart = Math.max(1, inAPart / dimension);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel = FileChannel.open(file, options)) {
        for (int first = 0; first < rows; first += rowsOfAPart) {
          long numbers = (long) Math.min(rowsOfAPart, rows - first) * dimension;
          parts.add(
              channel
                  .map(mode, (long) first * dimension * Float.BYTES, numbers * Float.BYTES)
                  .order(ByteOrder.nativeOrder())
                  .asFloatBuffer());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("opening the table " + file, e);
    }
  }

  /** Stores a row that begins at an offset. */
  void put(int row, float[] from, int offset) {
    parts.get(row / rowsOfAPart).put(row % rowsOfAPart * dimension, from, offset, dimension);
  }

  /** Copies a row to an offset. */
  void get(int row, float[] to, int offset) {
    parts.get(row / rowsOfAPart).get(row % rowsOfAPart * dimension, to, offset, dimension);
  }

  @Override
  public void close() {
    parts.clear(); // the memory is unmapped with the garbage
  }
}
