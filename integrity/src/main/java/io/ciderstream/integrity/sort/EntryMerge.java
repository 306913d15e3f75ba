package io.ciderstream.integrity.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** Reads the entries of all runs in their order. One thread. */
public final class EntryMerge {
  private final FileChannel file;
  private final int entryBytes;
  private final int keyBytes;
  private final PriorityQueue<RunReader> readers;

  EntryMerge(
      FileChannel file, List<EntrySort.Run> runs, int entryBytes, int keyBytes, int readBytes) {
    this.file = file;
    this.entryBytes = entryBytes;
    this.keyBytes = keyBytes;
    this.readers = new PriorityQueue<>(Math.max(1, runs.size()), this::compare);
    for (EntrySort.Run run : runs) {
      RunReader reader = new RunReader(run, readBytes);
      if (reader.advance()) {
        readers.add(reader);
      }
    }
  }

  /**
   * Copies the next entry.
   *
   * @param into its first bytes become those of the entry
   * @return false if there is none left
   */
  public boolean next(byte[] into) {
    RunReader first = readers.poll();
    if (first == null) {
      return false;
    }
    System.arraycopy(first.buffer.array(), first.at(), into, 0, entryBytes);
    if (first.advance()) {
      readers.add(first);
    }
    return true;
  }

  private int compare(RunReader a, RunReader b) {
    return Arrays.compareUnsigned(
        a.buffer.array(), a.at(), a.at() + keyBytes, b.buffer.array(), b.at(), b.at() + keyBytes);
  }

  private final class RunReader {
    private final ByteBuffer buffer;
    private long next;
    private final long end;

    RunReader(EntrySort.Run run, int readBytes) {
      this.buffer = ByteBuffer.allocate(readBytes);
      this.buffer.limit(0);
      this.next = run.from();
      this.end = run.from() + run.bytes();
    }

    /** Returns where the current entry begins in the buffer; its position is behind the entry. */
    int at() {
      return buffer.position() - entryBytes;
    }

    /** Makes the next entry the current one; returns false if there is none. */
    boolean advance() {
      if (!buffer.hasRemaining()) {
        if (next == end) {
          return false;
        }
        fill();
      }
      buffer.position(buffer.position() + entryBytes);
      return true;
    }

    private void fill() {
      buffer.clear();
      buffer.limit((int) Math.min(buffer.capacity(), end - next));
      try {
        while (buffer.hasRemaining()) {
          int read = file.read(buffer, next);
          if (read < 0) {
            throw new IOException("the file of the entries was cut");
          }
          next += read;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      buffer.flip();
    }
  }
}
