package io.ciderstream.trials.faults.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the logs of a system that goes away. Any thread. */
public final class TrialLogs {
  private static final int DEPTH = 2;

  private TrialLogs() {}

  /** Copies all logs of a system into a folder, whose earlier ones are replaced. */
  public static void copy(Path system, Path folder) {
    try (Stream<Path> files = Files.walk(system, DEPTH)) {
      List<Path> logs =
          files.filter(Files::isRegularFile).filter(f -> f.toString().endsWith(".log")).toList();
      Files.createDirectories(folder);
      for (Path log : logs) {
        Path target = folder.resolve(log.getParent().getFileName() + "-" + log.getFileName());
        Files.copy(log, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The logs below " + system + " cannot be copied.", e);
    }
  }
}
