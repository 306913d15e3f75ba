package io.ciderstream.cli.client;

import io.ciderstream.cli.argument.ArgumentException;
import io.ciderstream.cli.argument.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The pictures of a folder. */
public final class PictureFiles {
  private PictureFiles() {}

  /** The pictures that {@link #scan} finds, of any size. */
  public static List<Path> below(Path folder) {
    return scan(folder, Long.MAX_VALUE).pictures();
  }

  /**
   * Looks at every file below the folder. The folder may be a symbolic link; links to folders below
   * it are not followed.
   *
   * @param maxBytes of a picture
   */
  public static PictureScan scan(Path folder, long maxBytes) {
    try {
      Path real = folder.toRealPath();
      PictureWalk walk = new PictureWalk(real, maxBytes);
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
   * As {@link #below}, and at least one.
   *
   * @throws ArgumentException if that is no folder, or none is in it
   */
  public static List<Path> required(Path folder) {
    return required(folder, Long.MAX_VALUE).pictures();
  }

  /**
   * As {@link #scan}, with at least one picture.
   *
   * @throws ArgumentException if that is no folder, or none is in it
   */
  public static PictureScan required(Path folder, long maxBytes) {
    PictureScan scan = scan(Arguments.folder("FOLDER", folder), maxBytes);
    if (scan.pictures().isEmpty()) {
      String others = scan.skippedText();
      throw new ArgumentException(
          "There is no picture below %s that can be read, %s."
              .formatted(folder, others.isEmpty() ? "it is empty" : "only " + others));
    }
    return scan;
  }

  /** The image id of a file: the names on its path below the folder, with slashes between them. */
  public static String id(Path folder, Path file) {
    return StreamSupport.stream(folder.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
