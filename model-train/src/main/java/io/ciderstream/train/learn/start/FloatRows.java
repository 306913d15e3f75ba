package io.ciderstream.train.learn.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of floats, zero at first: in memory, or in a mapped file if there are many, since 1.6
 * million descriptors of 2,048 numbers are 13 GB. The file is deleted with the table. One thread.
 */
final class FloatRows implements AutoCloseable {
  /** Numbers that are kept in memory at most: 256 MiB. */
  static final long IN_MEMORY = 1 << 26;

  /** Numbers of one mapping at most: 1 GiB. */
  private static final int IN_A_PART = 1 << 28;

  private final int dimension;
  private final int rowsOfAPart;
  private final List<FloatBuffer> parts = new ArrayList<>();
  private final FileChannel file; // null in memory

  /**
   * Creates rows.
   *
   * @param folder where the file is, if there is one
   * @param inMemory numbers that are kept in memory at most
   */
  FloatRows(int rows, int dimension, Path folder, long inMemory) {
    this(rows, dimension, folder, inMemory, IN_A_PART);
  }

  FloatRows(int rows, int dimension, Path folder, long inMemory, int inAPart) {
    this.dimension = dimension;
    this.rowsOfAPart = Math.max(1, inAPart / dimension);
    boolean mapped = (long) rows * dimension > inMemory;
    try {
      this.file = mapped ? open(folder) : null;
      for (int first = 0; first < rows; first += rowsOfAPart) {
        int numbers = Math.min(rowsOfAPart, rows - first) * dimension;
        parts.add(mapped ? map((long) first * dimension, numbers) : FloatBuffer.allocate(numbers));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing a table in " + folder, e);
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        Files.createTempFile(folder, ".rows-", ".part"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private FloatBuffer map(long first, int numbers) throws IOException {
    return file.map(
            FileChannel.MapMode.READ_WRITE, first * Float.BYTES, (long) numbers * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
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
    parts.clear();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing a table", e);
      }
    }
  }
}
