package io.ciderstream.schemas;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files that are there whole or not at all. */
public final class FileReplacement {
  private FileReplacement() {}

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file, making its folder; what was there is replaced. */
  public static void write(Path file, byte[] content) {
    write(file, out -> out.write(content));
  }

  /** Writes a file piece by piece, making its folder; what was there is replaced. */
  public static void write(Path file, Content content) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path unfinished = folder.resolve(".unfinished-%s.part".formatted(UUID.randomUUID()));
      try {
        try (OutputStream out = Files.newOutputStream(unfinished)) {
          content.writeTo(out);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
