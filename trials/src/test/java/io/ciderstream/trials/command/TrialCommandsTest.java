package io.ciderstream.trials.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.trials.BenchmarkedSystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TrialCommandsTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench | sink --rounds 0 | --rounds is 0, but must be 1 or more.",
        "bench | sink --dimensions 8,0 | --dimensions is 0, but must be 1 or more.",
        "bench | sink --server 2.4 | --server is 2.4, but must be lite or 2.3.5.",
        "bench | sink --records none | expected one of",
        "bench | memory --rounds 0 | --rounds is 0, but must be 1 or more.",
        "bench | memory --ids 10,10 | --ids must be ascending numbers",
        "bench | memory --ids 0 | --ids must be ascending numbers",
        "bench | memory --roles broker | expected one of",
        "bench | passes --pictures 0 | --pictures is 0, but must be 1 or more.",
        "bench | passes --rounds 0 | --rounds is 0, but must be 1 or more.",
        "bench | entries --entries 10000,5000 | --entries must be ascending multiples of 1,000.",
        "bench | entries --entries 1500 | --entries must be ascending multiples of 1,000.",
        "bench | entries --layouts zip | expected one of",
        "bench | step --batch 1 | --batch is 1, but must be 2 or more.",
        "bench | step --module none.py | --module: there is no file none.py.",
        "bench | verify --candidates 201 | --candidates is 201, but must be 1 to 200.",
        "bench | verify --rounds 0 | --rounds is 0, but must be 1 or more.",
        "bench | rerank --rounds 0 | --rounds is 0, but must be 1 or more.",
        "bench | rerank --reciprocal-lambda 2 | lambda is 2.0, but must be 0 to 1.",
        "soak | sink --outage -1 | --outage is -1, but must be 0 or more.",
        "soak | sink --updates 0 | --updates is 0, but must be 1 or more.",
        "soak | sink --dimension 0 | --dimension is 0, but must be 1 or more.",
        "soak | sink --server zilliz | --server is zilliz, but must be lite or 2.3.5."
      })
  void shouldRejectAnArgumentBeforeAnyServerStarts(String command, String line, String message) {
    assertThat(run(command.equals("bench") ? new BenchCommand() : new SoakCommand(), line))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  private int run(Object command, String line) {
    return new CommandLine(command, TrialCommandsTest::create)
        .setErr(new PrintWriter(err, true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (error, failed, parsed) -> {
              failed.getErr().println(error.getMessage());
              return error instanceof ArgumentException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            })
        .execute(line.split(" "));
  }

  /** The other benchmarks need a system, which these arguments never reach. */
  private static <T> T create(Class<T> type) throws Exception {
    return type == BenchmarkedSystem.class
        ? type.cast(new UnusedSystem())
        : CommandLine.defaultFactory().create(type);
  }
}
