package io.ciderstream.evaluation.data;

import io.ciderstream.schemas.FileReplacement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The sizes of the pictures below a folder, kept in the folder itself, so that only the first run
 * reads the heads of 1.6 million files. The file knows nothing of pictures that were replaced by
 * others of the same name: delete it then. It has a magic number and then, sorted by the first, two
 * numbers of 8 bytes for each picture: a hash of its path below the folder, and its size.
 */
final class SizeFile {
  /** Its name. */
  static final String NAME = ".cider-sizes";

  /** Of a picture that is not in the file. */
  static final long UNKNOWN = 0;

  private static final long MAGIC = 0x6369646572533031L; // ciderS01

  private final long[] keys;
  private final long[] sizes;

  private SizeFile(long[] keys, long[] sizes) {
    this.keys = keys;
    this.sizes = sizes;
  }

  /** Reads the file in a folder. It is empty if there is none, or none that can be read. */
  static SizeFile read(Path folder) {
    try {
      LongBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(NAME))).asLongBuffer();
      if (numbers.remaining() % 2 == 1 && numbers.get() == MAGIC) {
        int count = numbers.remaining() / 2;
        long[] keys = new long[count];
        long[] sizes = new long[count];
        for (int i = 0; i < count; i++) {
          keys[i] = numbers.get();
          sizes[i] = numbers.get();
        }
        return new SizeFile(keys, sizes);
      }
    } catch (IOException e) {
      // the pictures are read instead
    }
    return new SizeFile(new long[0], new long[0]);
  }

  /** Returns the size of a picture, as it was given to {@link #with}, or {@link #UNKNOWN}. */
  long size(long key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? UNKNOWN : sizes[at];
  }

  /**
   * Returns the file with further pictures.
   *
   * @param newKeys of pictures that it does not have
   * @param newSizes of these
   */
  SizeFile with(long[] newKeys, long[] newSizes) {
    Integer[] order = new Integer[newKeys.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(newKeys[a], newKeys[b]));
    long[] allKeys = new long[keys.length + newKeys.length];
    long[] allSizes = new long[allKeys.length];
    int old = 0;
    int added = 0;
    for (int i = 0; i < allKeys.length; i++) {
      boolean takesOld =
          added == order.length || old < keys.length && keys[old] < newKeys[order[added]];
      allKeys[i] = takesOld ? keys[old] : newKeys[order[added]];
      allSizes[i] = takesOld ? sizes[old++] : newSizes[order[added++]];
    }
    return new SizeFile(allKeys, allSizes);
  }

  /**
   * Writes the file atomically.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  void write(Path folder) {
    ByteBuffer content = ByteBuffer.allocate(Long.BYTES * (1 + 2 * keys.length));
    content.putLong(MAGIC);
    for (int i = 0; i < keys.length; i++) {
      content.putLong(keys[i]).putLong(sizes[i]);
    }
    FileReplacement.write(folder.resolve(NAME), content.array());
  }

  /** Returns the key of a picture: the first 8 bytes of its path's SHA-256. */
  static long key(String file) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(file.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
