package io.ciderstream.integrity.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps ids in a temporary file, to name those that differ. One thread. */
public final class IdFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long written;

  /** Creates the file in the folder. */
  public IdFile(Path folder) {
    try {
      this.file =
          FileChannel.open(
              folder.resolve("ids"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds an id.
   *
   * @param id at most 65,535 bytes
   * @return where it is
   */
  public long add(byte[] id) {
    if (buffer.remaining() < Short.BYTES + id.length) {
      flush();
    }
    long at = written + buffer.position();
    buffer.putShort((short) id.length).put(id);
    return at;
  }

  /** Returns the id at that place. */
  public byte[] get(long at) {
    flush();
    ByteBuffer length = ByteBuffer.allocate(Short.BYTES);
    read(length, at);
    ByteBuffer id = ByteBuffer.allocate(length.getShort(0) & 0xffff);
    read(id, at + Short.BYTES);
    return id.array();
  }

  /** Returns the bytes of the file. */
  public long bytes() {
    return written + buffer.position();
  }

  private void read(ByteBuffer into, long at) {
    try {
      while (into.hasRemaining()) {
        if (file.read(into, at + into.position()) < 0) {
          throw new IOException("the file of the ids was cut");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        written += file.write(buffer, written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.clear();
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
