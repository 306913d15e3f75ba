package io.ciderstream.tests.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the commands of an installation. */
public final class Commands {
  private Commands() {}

  /**
   * Runs a command in a folder and waits for its end.
   *
   * @return what it printed on both outputs
   * @throws IOException if it cannot be started or fails
   */
  public static String run(Path folder, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output.strip());
    }
    return output;
  }
}
