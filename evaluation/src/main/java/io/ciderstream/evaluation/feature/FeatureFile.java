package io.ciderstream.evaluation.feature;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Descriptors in a memory-mapped file, so that millions fit. Native byte order: a head of 4,096
 * bytes (magic, key, rows, dimension), one byte a row that says whether it is written, padded to
 * 4,096, then float32 [rows, dimension]. Rows are written by any number of threads, in any order; a
 * process that is killed leaves those it wrote, and the next one resumes. One process at a time.
 */
final class FeatureFile implements AutoCloseable {
  private static final String MAGIC = "cider-features-1";
  private static final int PAGE = 4096;
  private static final int BLOCK_BYTES = 64 << 20;
  private static final byte WRITTEN = 1;

  private final FileChannel channel;
  private final int count;
  private final int dimension;
  private final MappedByteBuffer states;
  private final int rowsPerBlock;
  private final List<DescriptorMatrix.Block> blocks = new ArrayList<>();

  private FeatureFile(
      FileChannel channel, FeatureKey key, int count, int dimension, int blockBytes, Path file)
      throws IOException {
    this.channel = channel;
    this.count = count;
    this.dimension = dimension;
    this.rowsPerBlock = Math.max(1, blockBytes / (dimension * Float.BYTES));
    boolean begun = isBegun(head(key), file);
    this.states = channel.map(MapMode.READ_WRITE, PAGE, Math.max(1, count));
    long from = PAGE + Math.ceilDiv((long) count, PAGE) * PAGE;
    for (int first = 0; first < count; first += rowsPerBlock) {
      int rows = Math.min(rowsPerBlock, count - first);
      long bytes = (long) rows * dimension * Float.BYTES;
      FloatBuffer values =
          channel
              .map(MapMode.READ_WRITE, from, bytes)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      blocks.add(new DescriptorMatrix.Block(first, rows, values));
      from += bytes;
    }
    if (!begun) {
      channel.write(head(key), 0);
    }
  }

  /**
   * Opens or creates the file of a key.
   *
   * @throws CiderException SETTING_INVALID if the folder cannot be written, another process has the
   *     file, or it is not what its name says
   */
  static FeatureFile open(Path folder, FeatureKey key, int count, int dimension) {
    return open(folder, key, count, dimension, BLOCK_BYTES);
  }

  /** Opens the file mapped in blocks of at most so many bytes, but at least one row. */
  static FeatureFile open(Path folder, FeatureKey key, int count, int dimension, int blockBytes) {
    Path file = folder.resolve(key.fileName());
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          throw new OverlappingFileLockException();
        }
        return new FeatureFile(channel, key, count, dimension, blockBytes, file);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (OverlappingFileLockException e) {
      throw refused(file, "another evaluation is writing it", e);
    } catch (IOException e) {
      throw refused(file, FileTrouble.reason(e), e);
    }
  }

  private ByteBuffer head(FeatureKey key) {
    String text = "%s\n%s\n%d\n%d\n".formatted(MAGIC, key.hex(), count, dimension);
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns whether the head is written; it is zeros if the process was killed before. */
  private boolean isBegun(ByteBuffer expected, Path file) throws IOException {
    ByteBuffer actual = ByteBuffer.allocate(expected.remaining());
    channel.read(actual, 0);
    boolean begun = actual.get(0) != 0;
    if (begun && !actual.flip().equals(expected)) {
      throw refused(file, "it holds something else; delete it", null);
    }
    return begun;
  }

  private static CiderException refused(Path file, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "The descriptors cannot be kept in %s: %s.".formatted(file, why),
        cause);
  }

  /** Returns whether a row is written. */
  boolean has(int row) {
    return states.get(row) == WRITTEN;
  }

  /** Writes a row. */
  void put(int row, float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "%d values instead of %d".formatted(vector.length, dimension));
    }
    blocks.get(row / rowsPerBlock).values().put(row % rowsPerBlock * dimension, vector);
    states.put(row, WRITTEN);
  }

  /** Returns the descriptors as they are now. */
  DescriptorMatrix descriptors() {
    BitSet missing = new BitSet(count);
    for (int row = 0; row < count; row++) {
      missing.set(row, !has(row));
    }
    return new DescriptorMatrix(count, dimension, blocks, missing);
  }

  /** Releases the file; what is mapped stays readable. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
