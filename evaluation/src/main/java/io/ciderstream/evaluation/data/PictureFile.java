package io.ciderstream.evaluation.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The bytes of a picture, which is a file or an entry of a tar file: {@code shards/000.tar!/7.jpg}.
 * Any thread.
 */
public final class PictureFile {
  /** Between a tar file and its entry. */
  static final String IN_TAR = ".tar!/";

  private static final Map<Path, TarIndex> INDEXES = new ConcurrentHashMap<>();

  private PictureFile() {}

  /**
   * Opens a picture.
   *
   * @throws NoSuchFileException if there is none
   */
  public static InputStream open(Path path) throws IOException {
    Optional<Entry> entry = Entry.of(path);
    return entry.isPresent()
        ? index(entry.get().tar()).open(entry.get().name())
        : Files.newInputStream(path);
  }

  /**
   * Reads a picture.
   *
   * @throws NoSuchFileException if there is none
   */
  public static byte[] read(Path path) throws IOException {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    }
  }

  /** Keeps where the pictures of a tar file are, for the process's life; it then has no others. */
  static void keep(Path tar, Collection<TarArchiveEntry> pictures) {
    INDEXES.put(tar, new TarIndex(tar, pictures));
  }

  private static TarIndex index(Path tar) throws IOException {
    TarIndex known = INDEXES.get(tar);
    if (known == null) {
      known = TarIndex.of(tar);
      INDEXES.put(tar, known);
    }
    return known;
  }

  private record Entry(Path tar, String name) {
    static Optional<Entry> of(Path path) {
      String text = path.toString().replace('\\', '/');
      int at = text.indexOf(IN_TAR);
      return at < 0
          ? Optional.empty()
          : Optional.of(
              new Entry(
                  path.getFileSystem()
                      .getPath(text.substring(0, at + IN_TAR.length() - "!/".length())),
                  text.substring(at + IN_TAR.length())));
    }
  }
}
