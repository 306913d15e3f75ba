package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder with the state of a local system, locked against a second system. */
public final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Locks the folder and creates it if it is missing.
   *
   * @throws CiderException SETTING_INVALID if another local system runs on this folder
   */
  public static DataFolder lock(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "Another cider demo already runs on %1$s=%2$s; stop it or set another %1$s."
                .formatted(SystemSettings.DATA_DIR, path));
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder %s=%s cannot be used.".formatted(SystemSettings.DATA_DIR, path), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Returns the folder of one server. */
  public Path of(String server) {
    return path.resolve(server);
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of " + path + " cannot be released.", e);
    }
  }
}
