package io.ciderstream.cli.client;

import io.ciderstream.cli.argument.ArgumentException;
import io.ciderstream.cli.argument.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The pictures of a folder. */
public final class PictureFiles {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff");

  private PictureFiles() {}

  /**
   * All files below the folder whose name ends like a picture's, in the order of their names. The
   * folder may be a symbolic link; those below it are not followed.
   */
  public static List<Path> below(Path folder) {
    try {
      Path real = folder.toRealPath();
      try (var files = Files.walk(real)) {
        return files
            .filter(Files::isRegularFile)
            .filter(PictureFiles::looksLikeOne)
            .sorted()
            .map(file -> folder.resolve(real.relativize(file)))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read.", e);
    }
  }

  /**
   * As {@link #below}, and at least one.
   *
   * @throws ArgumentException if that is no folder, or none is in it
   */
  public static List<Path> required(Path folder) {
    List<Path> files = below(Arguments.folder("FOLDER", folder));
    if (files.isEmpty()) {
      throw new ArgumentException(
          "There is no picture below %s; their names end with one of %s."
              .formatted(folder, String.join(", ", new TreeSet<>(ENDINGS))));
    }
    return files;
  }

  /** The image id of a file: its path below the folder, with slashes. */
  public static String id(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static boolean looksLikeOne(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
