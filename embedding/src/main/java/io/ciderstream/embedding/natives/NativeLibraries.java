package io.ciderstream.embedding.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the native libraries of JavaCPP's presets.
 *
 * <p>JavaCPP unpacks a library on first use into a cache that all processes share, by default in
 * the user's home folder. Its own lock does not keep a second process from loading a library that
 * the first one is still writing, which ends that process with SIGBUS. Therefore the cache is
 * {@code natives} below {@code cider.home}, and a process unpacks and loads only while it holds the
 * lock of that folder. A process that dies meanwhile releases the lock; the next one replaces what
 * it left incomplete.
 */
public final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final Duration LOG_AFTER = Duration.ofSeconds(5);
  private static final Set<Class<?>> LOADED = new HashSet<>();

  static {
    MemoryLimits.lift();
    // JavaCPP reads it once
    if (System.getProperty(CACHE) == null && System.getProperty("cider.home") != null) {
      System.setProperty(
          CACHE, Path.of(System.getProperty("cider.home"), "natives").toAbsolutePath().toString());
    }
  }

  private NativeLibraries() {}

  /**
   * Unpacks, if need be, and loads the libraries of these presets. Repeating it costs nothing.
   *
   * @param presets classes such as {@code opencv_core.class}
   * @throws UncheckedIOException if the cache cannot be written
   * @throws UnsatisfiedLinkError if a library does not fit this machine
   */
  public static synchronized void load(Class<?>... presets) {
    Set<Class<?>> missing = new HashSet<>(Set.of(presets));
    missing.removeAll(LOADED);
    if (missing.isEmpty()) {
      return;
    }
    Path cache = cache();
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("cider.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = acquire(channel, cache)) {
      missing.forEach(Loader::load);
      LOADED.addAll(missing);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder %s for native libraries cannot be used; check its rights and space."
              .formatted(cache),
          e);
    }
  }

  /** Loads OpenCV. Every class that uses it calls this first. */
  public static void loadOpenCv() {
    load(opencv_core.class, opencv_imgproc.class, opencv_imgcodecs.class);
  }

  private static Path cache() {
    try {
      return Files.createDirectories(Loader.getCacheDir().toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "There is no folder for native libraries; check the rights and space of CIDER_HOME.", e);
    }
  }

  private static FileLock acquire(FileChannel channel, Path cache) throws IOException {
    long start = System.nanoTime();
    boolean logged = false;
    while (true) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      if (!logged && System.nanoTime() - start > LOG_AFTER.toNanos()) {
        logged = true;
        LOG.info("waiting for another process that unpacks native libraries into {}", cache);
      }
      try {
        Thread.sleep(POLL_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + cache, e);
      }
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this class in another class loader of this JVM holds it
    }
  }

  /**
   * Fills the cache before other processes need it: the build does so before it runs tests in
   * parallel.
   *
   * @param presets names of classes, as {@link #load} takes them
   */
  public static void main(String[] presets) throws ClassNotFoundException {
    for (String preset : presets) {
      load(Class.forName(preset, false, NativeLibraries.class.getClassLoader()));
    }
  }
}
