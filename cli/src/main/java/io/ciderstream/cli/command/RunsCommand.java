package io.ciderstream.cli.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.train.learn.compare.RunComparison;
import io.ciderstream.train.learn.compare.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = {
      "Compares runs of ./cider train, which may still go on.",
      "Prints a table in Markdown: the keys in which their configurations differ, and their figures."
    },
    footerHeading = "%nExamples:%n",
    footer = "  ./cider runs runs/one runs/two")
public final class RunsCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  private List<Path> folders = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    folders.forEach(folder -> Arguments.folder("RUN", folder));
    RunComparison comparison =
        new RunComparison(
            folders.stream().map(folder -> RunResult.read(folder.toAbsolutePath())).toList());
    new CommandOutput(spec).print("%s", comparison.markdown().stripTrailing());
    return 0;
  }
}
