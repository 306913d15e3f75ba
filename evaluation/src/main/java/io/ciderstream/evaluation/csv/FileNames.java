package io.ciderstream.evaluation.csv;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Names of files in lists and folders. */
public final class FileNames {
  private static final Set<String> IMAGE_EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff");

  private FileNames() {}

  /** Returns whether a file's name has the extension of a picture. */
  public static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return IMAGE_EXTENSIONS.contains(extension);
  }

  /**
   * Returns the one spelling of a name: without {@code .} and {@code ..} and doubled slashes. The
   * same text if it is spelt so already, as almost all are.
   */
  public static String normal(String name) {
    return name.contains("./") || name.contains("//") ? Path.of(name).normalize().toString() : name;
  }
}
