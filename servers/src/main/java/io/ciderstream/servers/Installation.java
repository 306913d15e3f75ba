package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Creates folders and files that any number of processes use. Everything that the system downloads
 * or unpacks is made here: by one process only, and the others see it complete or not at all. Safe
 * for use by several threads and processes.
 */
public final class Installation {
  private static final ConcurrentMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private Installation() {}

  /** Fills a folder. */
  @FunctionalInterface
  public interface Filling {
    /**
     * Fills the folder of an installation.
     *
     * @param folder exists and is empty; it is moved afterwards, so its files must not contain its
     *     path
     * @throws IOException if it cannot be filled; then nothing is left
     */
    void fill(Path folder) throws IOException;
  }

  /** An action that returns something. */
  @FunctionalInterface
  public interface Action<T> {
    /** Runs the action. */
    T run() throws IOException;
  }

  /**
   * Returns the folder, which is filled first if it is not there. The folder appears complete, in
   * one step.
   *
   * @param target the folder; its parent is created when needed
   * @throws IOException if it cannot be filled
   */
  public static Path folder(Path target, Filling filling) throws IOException {
    Path folder = target.toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return locked(
        folder,
        () -> {
          if (!Files.isDirectory(folder)) {
            make(folder, filling);
          }
          return folder;
        });
  }

  private static void make(Path folder, Filling filling) throws IOException {
    // one name, so that what a killed process left is removed by the next one
    Path unfinished = folder.resolveSibling("." + folder.getFileName() + ".unfinished");
    delete(unfinished);
    Files.createDirectories(unfinished);
    try {
      filling.fill(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(unfinished);
    }
  }

  /**
   * Runs an action while no other thread or process runs one for the same path. A process that dies
   * meanwhile releases the lock.
   *
   * @param path what the action makes; need not exist
   */
  public static <T> T locked(Path path, Action<T> action) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Files.createDirectories(absolute.getParent());
    Path lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
    // a file lock belongs to the whole JVM
    ReentrantLock threads = LOCKS.computeIfAbsent(lockFile, file -> new ReentrantLock());
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      return action.run();
    } finally {
      threads.unlock();
    }
  }

  /** Deletes a folder with its content, if it exists. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Installation::deleteFile);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
