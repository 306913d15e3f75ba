package io.ciderstream.integrity.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts entries of one size by their first bytes, as unsigned numbers. Entries gather in one
 * buffer; a full one is sorted and appended to a file as a run, and the runs are merged when the
 * entries are read. So memory is bounded whatever the entries are, even if all have one key.
 */
public final class EntrySort implements AutoCloseable {
  /** Bits of the first eight bytes that are sorted together with the entry's index. */
  private static final int INDEX_BITS = 24;

  private static final int MAX_RUN_ENTRIES = 1 << INDEX_BITS;
  private static final long INDEX_MASK = MAX_RUN_ENTRIES - 1;
  private static final int MAX_READ_BYTES = 256 << 10;

  /** What an entry in the buffer costs besides its bytes: its place in the order. */
  private static final int ORDER_BYTES = Long.BYTES;

  private final int entryBytes;
  private final int keyBytes;
  private final long memoryBytes;
  private final FileChannel file;
  private final List<Run> runs = new ArrayList<>();
  private byte[] buffer;
  private int buffered;
  private long count;

  /** One sorted part of the file: its first byte and its number of bytes. */
  record Run(long from, long bytes) {}

  /**
   * Creates a sort whose file is in the folder.
   *
   * @param entryBytes size of an entry
   * @param keyBytes how many of an entry's first bytes are its key, 8 or more
   * @param memoryBytes of the buffers
   */
  public EntrySort(Path folder, int entryBytes, int keyBytes, long memoryBytes) {
    this.entryBytes = entryBytes;
    this.keyBytes = keyBytes;
    this.memoryBytes = memoryBytes;
    long entries = Math.min(memoryBytes / (entryBytes + ORDER_BYTES), MAX_RUN_ENTRIES);
    entries = Math.min(entries, Integer.MAX_VALUE / entryBytes);
    this.buffer = new byte[Math.toIntExact(Math.max(1, entries)) * entryBytes];
    try {
      this.file =
          FileChannel.open(
              folder.resolve("entries"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a copy of the entry. */
  public void add(byte[] entry) {
    if ((buffered + 1L) * entryBytes > buffer.length) {
      writeRun();
    }
    System.arraycopy(entry, 0, buffer, buffered * entryBytes, entryBytes);
    buffered++;
    count++;
  }

  /** Returns the number of entries. */
  public long count() {
    return count;
  }

  /** Returns the bytes that the file has or will have. */
  public long bytes() {
    return count * entryBytes;
  }

  /** Returns the entries in their order. Nothing can be added afterwards. */
  public EntryMerge sorted() {
    if (buffered > 0) {
      writeRun();
    }
    buffer = new byte[0];
    long each = memoryBytes / Math.max(1, runs.size());
    int readBytes = (int) Math.clamp(each, entryBytes, Math.max(entryBytes, MAX_READ_BYTES));
    return new EntryMerge(file, runs, entryBytes, keyBytes, readBytes / entryBytes * entryBytes);
  }

  private void writeRun() {
    long from = runs.isEmpty() ? 0 : runs.getLast().from() + runs.getLast().bytes();
    ByteBuffer out = ByteBuffer.allocate(Math.max(entryBytes, MAX_READ_BYTES));
    long at = from;
    for (long place : order()) {
      if (out.remaining() < entryBytes) {
        at += write(out, at);
      }
      out.put(buffer, (int) (place & INDEX_MASK) * entryBytes, entryBytes);
    }
    at += write(out, at);
    runs.add(new Run(from, at - from));
    buffered = 0;
  }

  private long write(ByteBuffer out, long at) {
    out.flip();
    long written = 0;
    try {
      while (out.hasRemaining()) {
        written += file.write(out, at + written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.clear();
    return written;
  }

  /**
   * Returns the indexes of the buffered entries in their order, each in the lowest bits of a
   * number. The other bits are the first bits of the entry, so that most comparisons are of
   * numbers.
   */
  private long[] order() {
    long[] order = new long[buffered];
    ByteBuffer entries = ByteBuffer.wrap(buffer);
    for (int i = 0; i < buffered; i++) {
      // the first bit is flipped, as longs are signed
      order[i] = (entries.getLong(i * entryBytes) ^ Long.MIN_VALUE) & ~INDEX_MASK | i;
    }
    Arrays.sort(order);
    int from = 0;
    for (int i = 1; i <= buffered; i++) {
      if (i == buffered || (order[i] ^ order[from]) > INDEX_MASK || (order[i] ^ order[from]) < 0) {
        sortTies(order, from, i);
        from = i;
      }
    }
    return order;
  }

  private void sortTies(long[] order, int from, int to) {
    if (to - from > 1) {
      Long[] ties = Arrays.stream(order, from, to).boxed().toArray(Long[]::new);
      Arrays.sort(ties, this::compare);
      for (int i = 0; i < ties.length; i++) {
        order[from + i] = ties[i];
      }
    }
  }

  private int compare(Long a, Long b) {
    int left = (int) (a & INDEX_MASK) * entryBytes;
    int right = (int) (b & INDEX_MASK) * entryBytes;
    return Arrays.compareUnsigned(buffer, left, left + keyBytes, buffer, right, right + keyBytes);
  }

  /** Deletes the file. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
