package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.terminal.CommandOutput;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RoleRunnerTest {
  private final StringWriter err = new StringWriter();
  private final List<String> closed = new ArrayList<>();

  @Test
  void shouldCloseAllPartsInOrderThoughOneFails() {
    boolean inTime =
        runner(Duration.ofMinutes(1))
            .stop(
                () -> closed.add("role"),
                () -> {
                  throw new IllegalStateException("broken");
                },
                () -> closed.add("model"));
    assertThat(inTime).isTrue();
    assertThat(closed).containsExactly("role", "model");
    assertThat(err.toString()).contains("did not stop cleanly").contains("broken");
  }

  @Test
  void shouldGiveUpWhenTheTimeIsOver() {
    CountDownLatch never = new CountDownLatch(1);
    assertThat(runner(Duration.ofMillis(10)).stop(never::await)).isFalse();
    assertThat(err.toString()).contains("stop.timeout.ms=10");
  }

  @Test
  void shouldEndInTimeThoughAHookOfALibraryDoesNot() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessHook.class.getName())
            .redirectErrorStream(true);
    command.environment().remove("JAVA_TOOL_OPTIONS"); // Java prints them
    Process role = command.start();
    try (BufferedReader output = role.inputReader()) {
      assertThat(output.readLine()).isEqualTo("running");
      role.toHandle().destroy(); // which leaves the output open
      assertThat(role.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(role.exitValue()).isEqualTo(RoleRunner.FORCED);
      assertThat(output.lines().collect(Collectors.joining())).contains("stop.timeout.ms=300");
    } finally {
      role.destroyForcibly();
    }
  }

  /** A role with a library whose hook does not end. */
  static final class EndlessHook {
    public static void main(String[] args) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(LockSupport::park, "endless"));
      RoleRunner runner =
          new RoleRunner(
              Duration.ofMillis(300),
              new CommandOutput(new CommandLine(CommandSpec.create()).getCommandSpec()));
      runner.closeAtExit();
      System.out.println("running");
      new CountDownLatch(1).await();
    }
  }

  private RoleRunner runner(Duration timeout) {
    CommandLine line = new CommandLine(CommandSpec.create());
    line.setErr(new PrintWriter(err));
    return new RoleRunner(timeout, new CommandOutput(line.getCommandSpec()));
  }
}
