package io.ciderstream.cli.command;

import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.embedding.files.PictureScan;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import java.nio.file.Path;
import java.util.List;

/** Reads the argument FOLDER, which must contain at least one picture. */
final class RequiredPictures {
  private RequiredPictures() {}

  /**
   * Returns the pictures below the folder, of any size.
   *
   * @throws ArgumentException if that is no folder, or it has no picture
   */
  static List<Path> below(Path folder) {
    return scan(folder, Long.MAX_VALUE).pictures();
  }

  /**
   * Inspects every file below the folder.
   *
   * @param maxBytes of a picture
   * @throws ArgumentException if that is no folder, or it has no picture
   */
  static PictureScan scan(Path folder, long maxBytes) {
    PictureScan scan = PictureFiles.scan(Arguments.folder("FOLDER", folder), maxBytes);
    if (scan.pictures().isEmpty()) {
      String others = scan.skippedText();
      throw new ArgumentException(
          "There is no picture below %s that can be read, %s."
              .formatted(folder, others.isEmpty() ? "it is empty" : "only " + others));
    }
    return scan;
  }
}
