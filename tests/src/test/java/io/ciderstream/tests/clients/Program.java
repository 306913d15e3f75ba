package io.ciderstream.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs another program. */
public final class Program {
  private static final long TIMEOUT_MINUTES = 4;

  private Program() {}

  /** Runs a program, which must succeed, and returns what it printed on both outputs. */
  public static String run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    // the common pool has one thread on two cores, and several programs run at a time
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
    boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s printed %s", command, output.join())
        .isTrue();
    return output.join();
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "nothing more: " + e;
    }
  }
}
