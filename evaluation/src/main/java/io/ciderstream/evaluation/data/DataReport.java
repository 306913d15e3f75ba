package io.ciderstream.evaluation.data;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reports what was left out of data. Files are named relative to the folder of all data, so that a
 * report, and a model that carries it, reveals nothing of the machine.
 *
 * @param base the folder of all data
 * @param lines gets each sentence, on any thread
 */
public record DataReport(Path base, Consumer<String> lines) {
  public DataReport {
    base = base.toAbsolutePath().normalize();
  }

  /** Reports a sentence. */
  public void say(String line) {
    lines.accept(line);
  }

  /** Returns a file's path below the base; for a file elsewhere, its last name only. */
  public String name(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path name = whole.startsWith(base) ? base.relativize(whole) : whole.getFileName();
    return name == null || name.toString().isEmpty() ? "." : name.toString().replace('\\', '/');
  }
}
