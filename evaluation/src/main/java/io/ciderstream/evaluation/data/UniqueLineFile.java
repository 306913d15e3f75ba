package io.ciderstream.evaluation.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Appends lines to a file, each once, also over resumptions of a run. Any thread. */
public final class UniqueLineFile implements Consumer<String> {
  private final Path file;
  private final Consumer<String> next;
  private final Set<String> noted = new HashSet<>();

  /**
   * Creates a unique line file.
   *
   * @param next also gets each new line
   */
  public UniqueLineFile(Path file, Consumer<String> next) {
    this.file = file;
    this.next = next;
    try {
      if (Files.exists(file)) {
        noted.addAll(Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  @Override
  public synchronized void accept(String line) {
    String flat = line.replace('\n', ' ');
    if (noted.add(flat)) {
      try {
        Files.writeString(file, flat + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("writing " + file, e);
      }
      next.accept(flat);
    }
  }
}
