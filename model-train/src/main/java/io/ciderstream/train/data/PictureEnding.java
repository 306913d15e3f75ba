package io.ciderstream.train.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What the names of picture files end with. */
public final class PictureEnding {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff");

  private PictureEnding() {}

  /** Whether a file's name ends like a picture's. */
  public static boolean hasOne(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
