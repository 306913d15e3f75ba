package io.ciderstream.evaluation.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Where the entries of a tar file are, 24 bytes for each: a hash of its name, its offset and its
 * length. Immutable.
 */
final class TarIndex {
  private final Path tar;
  private final long[] keys;
  private final long[] offsets;
  private final long[] lengths;

  /** Indexes these entries of a tar file. */
  TarIndex(Path tar, Collection<TarArchiveEntry> entries) {
    List<long[]> rows = new ArrayList<>();
    for (TarArchiveEntry entry : entries) {
      rows.add(new long[] {SizeFile.key(entry.getName()), entry.getDataOffset(), entry.getSize()});
    }
    rows.sort(Comparator.comparingLong(row -> row[0]));
    this.tar = tar;
    this.keys = rows.stream().mapToLong(row -> row[0]).toArray();
    this.offsets = rows.stream().mapToLong(row -> row[1]).toArray();
    this.lengths = rows.stream().mapToLong(row -> row[2]).toArray();
  }

  /** Indexes all files in a tar file. */
  static TarIndex of(Path tar) throws IOException {
    try (TarFile file = new TarFile(tar)) {
      return new TarIndex(tar, files(file));
    }
  }

  /** Returns the entries that are files, in order. */
  static List<TarArchiveEntry> files(TarFile tar) {
    return tar.getEntries().stream().filter(TarArchiveEntry::isFile).toList();
  }

  /**
   * Opens an entry.
   *
   * @throws NoSuchFileException if there is none
   */
  InputStream open(String name) throws IOException {
    int at = Arrays.binarySearch(keys, SizeFile.key(name));
    if (at < 0) {
      throw new NoSuchFileException(tar + "!/" + name);
    }
    FileChannel channel = FileChannel.open(tar);
    channel.position(offsets[at]);
    return new BufferedInputStream(new Bounded(Channels.newInputStream(channel), lengths[at]));
  }

  /** The next bytes of a stream. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
