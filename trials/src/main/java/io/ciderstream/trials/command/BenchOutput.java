package io.ciderstream.trials.command;

import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.trials.results.BenchResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the figures of a benchmark go. */
final class BenchOutput {
  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  /** Prints a result as Markdown, and writes it as JSON if that is asked for. */
  void write(BenchResult result, CommandOutput console) {
    write(result.json(), result.markdown(), console);
  }

  /** Prints Markdown, and writes JSON if that is asked for. */
  void write(String text, String markdown, CommandOutput console) {
    if (json != null) {
      FileReplacement.write(json, text.getBytes(StandardCharsets.UTF_8));
    }
    console.print("%s", markdown);
  }
}
