package io.ciderstream.embedding.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds the pictures of a folder. */
public final class PictureFiles {
  private PictureFiles() {}

  /** Returns the pictures that {@link #scan} finds, of any size. */
  public static List<Path> below(Path folder) {
    return scan(folder, Long.MAX_VALUE).pictures();
  }

  /**
   * Inspects every file below the folder. The folder may be a symbolic link; links to folders below
   * it are not followed.
   *
   * @param maxBytes of a picture
   */
  public static PictureScan scan(Path folder, long maxBytes) {
    try {
      Path real = folder.toRealPath();
      PictureFileVisitor walk = new PictureFileVisitor(real, maxBytes);
      Files.walkFileTree(real, walk);
      PictureScan found = walk.found();
      return new PictureScan(
          asGiven(folder, real, found.pictures()),
          found.skipped(),
          asGiven(folder, real, found.unreadable()));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read.", e);
    }
  }

  private static List<Path> asGiven(Path folder, Path real, List<Path> files) {
    return files.stream().map(file -> folder.resolve(real.relativize(file))).toList();
  }

  /**
   * Returns the image id of a file: the names on its path below the folder, with slashes between
   * them.
   */
  public static String id(Path folder, Path file) {
    return StreamSupport.stream(folder.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
