package io.ciderstream.overlap.list;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that grow by lines. */
public final class WholeLines {
  private WholeLines() {}

  /** Cuts off the last line if it is torn, as a process that was killed can leave it. */
  public static void keep(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
      long end = all.length();
      while (end > 0) {
        all.seek(end - 1);
        if (all.read() == '\n') {
          break;
        }
        end--;
      }
      all.setLength(end);
    }
  }
}
