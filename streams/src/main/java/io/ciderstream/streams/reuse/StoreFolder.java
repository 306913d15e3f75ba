package io.ciderstream.streams.reuse;

import io.ciderstream.schemas.FolderDeletion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The folder of one instance's store. Several instances of one host share the folder above; each
 * locks the first of its folders that is free. The lock is beside the folder, so that a store can
 * be deleted under it. It ends with the process.
 */
final class StoreFolder implements AutoCloseable {
  private static final int MOST_INSTANCES = 256;
  private static final String FIRST = "0";

  /** Of this process. To close a second channel of a lock file would release the first one's. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path path;
  private final FileChannel lock;

  private StoreFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Locks a folder.
   *
   * @param above is created if it is missing
   * @throws IOException if no folder can be created or locked
   */
  static StoreFolder lock(Path above) throws IOException {
    Path real = Files.createDirectories(above).toRealPath();
    synchronized (HELD) {
      for (int number = 0; number < MOST_INSTANCES; number++) {
        Path path = real.resolve(Integer.toString(number));
        if (!HELD.contains(path)) {
          FileChannel channel = tryLock(real.resolve(number + ".lock"));
          if (channel != null) {
            HELD.add(path);
            return new StoreFolder(path, channel);
          }
        }
      }
    }
    throw new IOException("%d instances use %s".formatted(MOST_INSTANCES, above));
  }

  /** Returns the channel that holds the lock, or null if another process does. */
  private static FileChannel tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      return locked ? channel : null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  Path path() {
    return path;
  }

  /** Returns whether no other instance had a folder when this one was locked. */
  boolean isFirst() {
    return path.endsWith(FIRST);
  }

  /** Deletes the store. */
  void clear() throws IOException {
    FolderDeletion.delete(path);
  }

  @Override
  public void close() {
    synchronized (HELD) {
      HELD.remove(path);
      try {
        lock.close();
      } catch (IOException e) {
        // no more than a file that is open until the process ends
      }
    }
  }
}
