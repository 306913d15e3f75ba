package io.ciderstream.cli.samples;

import io.ciderstream.schemas.Durations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs of this machine. */
final class Programs {
  private Programs() {}

  /**
   * Runs a program in a folder and waits for its end.
   *
   * @throws IOException if it is not there, fails, or takes longer; with what it said
   */
  static void run(Path folder, Duration patience, List<String> command) throws IOException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "%s took longer than %s".formatted(command.getFirst(), Durations.text(patience)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command.getFirst() + " was interrupted");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s failed: %s".formatted(String.join(" ", command), Files.readString(said).strip()));
    }
  }
}
