package io.ciderstream.trials.faults.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system in memory that can be filled up; needs the right to mount. One thread. */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 << 10;
  private static final long TIMEOUT_SECONDS = 20;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts a file system on a new folder.
   *
   * @throws TrialSkippedException if this user may not mount
   */
  static SmallDisk mount(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
      if (!run(
          "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", folder.toString())) {
        throw new TrialSkippedException("needs the right to mount a tmpfs, which this user lacks");
      }
      return new SmallDisk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made.", e);
    }
  }

  /** Writes a file until nothing more fits. */
  public void fill() {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(filler())) {
      for (int size = BLOCK; size >= 1; size /= 2) {
        writeWhileItFits(out, block, size);
      }
    } catch (IOException e) {
      // the last bytes that close() writes do not fit either
    }
  }

  private static void writeWhileItFits(OutputStream out, byte[] block, int size) {
    try {
      while (true) {
        out.write(block, 0, size);
      }
    } catch (IOException e) {
      // full
    }
  }

  /** Gives the space back. */
  public void empty() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + filler() + " cannot be deleted.", e);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Unmounts it, even if a process still has a file open there. */
  @Override
  public void close() {
    try {
      run("umount", "-l", folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("The program umount cannot be run.", e);
    }
  }
}
