package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.terminal.CommandOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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

  private RoleRunner runner(Duration timeout) {
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    line.setErr(new PrintWriter(err));
    return new RoleRunner(timeout, new CommandOutput(line.getCommandSpec()));
  }
}
