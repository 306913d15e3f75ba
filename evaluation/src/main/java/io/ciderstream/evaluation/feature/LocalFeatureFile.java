package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Local features in a file beside the {@link FeatureFile} of the same pictures, whose lock guards
 * both. Big-endian: a head of two lines (magic, key), then records in any order: row, length,
 * {@link LocalFeatures#encode}; of two records of a row the later one counts. What a killed process
 * left of a last record is cut off.
 */
final class LocalFeatureFile implements AutoCloseable {
  private static final String MAGIC = "cider-local-features-1";
  private static final int RECORD_HEAD = 2 * Integer.BYTES;

  private final FileChannel channel;
  private final Path file;

  /** Where each row's content is; 0 if it is not written. */
  private final long[] positions;

  private final int[] lengths;
  private long end;

  private LocalFeatureFile(FileChannel channel, FeatureKey key, int count, Path file)
      throws IOException {
    this.channel = channel;
    this.file = file;
    this.positions = new long[count];
    this.lengths = new int[count];
    ByteBuffer head =
        ByteBuffer.wrap("%s\n%s\n".formatted(MAGIC, key.hex()).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer actual = ByteBuffer.allocate(head.remaining());
    channel.read(actual, 0);
    if (actual.hasRemaining()) { // new, or killed before the head was written
      channel.truncate(0);
      channel.write(head.duplicate(), 0);
    } else if (!actual.flip().equals(head)) {
      throw refused(file, "it holds something else; delete it", null);
    }
    this.end = scan(head.remaining());
    channel.truncate(end);
  }

  /**
   * Opens or creates the file of a key.
   *
   * @param count number of rows
   * @throws CiderException SETTING_INVALID if the folder cannot be written, or the file is not what
   *     its name says
   */
  static LocalFeatureFile open(Path folder, FeatureKey key, int count) {
    Path file = folder.resolve(key.localFileName());
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return new LocalFeatureFile(channel, key, count, file);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw refused(file, FileTrouble.reason(e), e);
    }
  }

  /** Finds all records; returns where the last whole one ends. */
  private long scan(long from) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RECORD_HEAD);
    long size = channel.size();
    long at = from;
    while (at + RECORD_HEAD <= size) {
      channel.read(head.clear(), at);
      int row = head.getInt(0);
      int length = head.getInt(Integer.BYTES);
      if (row < 0 || row >= positions.length || length < 0) {
        throw refused(file, "it is damaged; delete it", null);
      }
      if (at + RECORD_HEAD + length > size) {
        return at;
      }
      note(row, at + RECORD_HEAD, length);
      at += RECORD_HEAD + length;
    }
    return at;
  }

  private void note(int row, long position, int length) {
    positions[row] = position;
    lengths[row] = length;
  }

  /** Returns whether a row is written. */
  synchronized boolean has(int row) {
    return positions[row] > 0;
  }

  /** Writes a row. Any thread. */
  synchronized void put(int row, LocalFeatures features) {
    byte[] content = features.encode();
    ByteBuffer record =
        ByteBuffer.allocate(RECORD_HEAD + content.length)
            .putInt(row)
            .putInt(content.length)
            .put(content)
            .flip();
    try {
      long at = end;
      while (record.hasRemaining()) {
        at += channel.write(record, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The local features in " + file + " cannot be written.", e);
    }
    note(row, end + RECORD_HEAD, content.length);
    end += RECORD_HEAD + content.length;
  }

  /** Returns the features as they are now; readable when this is closed. */
  synchronized KeptLocalFeatures features() throws IOException {
    return KeptLocalFeatures.map(
        channel,
        Arrays.copyOf(positions, positions.length),
        Arrays.copyOf(lengths, lengths.length));
  }

  private static CiderException refused(Path file, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "The local features cannot be kept in %s: %s.".formatted(file, why),
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
