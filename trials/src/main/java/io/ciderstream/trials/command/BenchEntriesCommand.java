package io.ciderstream.trials.command;

import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.training.EntriesBench;
import io.ciderstream.trials.training.PictureLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench entries}. */
@Command(
    name = "entries",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the start of a training, and its memory, with few and with many pictures.",
      "Makes tiny pictures in folders or tar files, and runs a training until its first step: once",
      "when it has to read the head of each picture, and then with their sizes kept. A million",
      "pictures take a million names in a file system, or 2.6 GB as tar files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench entries",
      "  ./cider bench entries --layouts folders,shards --folder /data/many --rounds 1"
    })
public final class BenchEntriesCommand implements Callable<Integer> {
  @Option(
      names = "--entries",
      split = ",",
      defaultValue = "10000,1000000",
      description = "How many pictures, ascending, in thousands (default: ${DEFAULT-VALUE}).")
  private List<Integer> entries;

  @Option(
      names = "--layouts",
      split = ",",
      defaultValue = "FOLDERS",
      description = "Any of folders and shards (default: folders).")
  private List<PictureLayout> layouts;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where pictures are kept for the next time (default: a temporary folder).")
  private Path folder;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description =
          "How often to start with sizes kept; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--rounds", rounds, 1);
    int before = 0;
    for (int count : entries) {
      if (count <= before || count % PictureLayout.LABELS != 0) {
        throw new ArgumentException(
            "--entries must be ascending multiples of %,d.".formatted(PictureLayout.LABELS));
      }
      before = count;
    }
    CommandOutput console = new CommandOutput(spec);
    BenchResult.Builder result =
        BenchResult.of("entries").condition("entries", entries).condition("rounds", rounds);
    try (TemporaryFolder made = TemporaryFolder.make("cider-bench-")) {
      Path pictures = folder == null ? made.path() : Arguments.folder("--folder", folder);
      new EntriesBench(pictures, made.path(), rounds, text -> console.say("%s", text))
          .run(layouts, entries, result);
    }
    output.write(result.build(), console);
    return 0;
  }
}
