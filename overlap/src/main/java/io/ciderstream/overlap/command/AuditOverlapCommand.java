package io.ciderstream.overlap.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.result.AuditResult;
import io.ciderstream.overlap.result.AutomaticRule;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider audit-overlap}. */
@Command(
    name = "audit-overlap",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Finds the classes of a training set that also occur in an evaluation set.",
      "Embeds both sides, finds the nearest training pictures of each evaluation picture, verifies",
      "these candidates geometrically and writes a page for inspectors. Each step is kept in --out:",
      "an interrupted audit continues when it is started again."
    },
    subcommands = {ReviewCommand.class, ResultCommand.class, PlantCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider audit-overlap --train gldv2 --evaluation roxford5k --images oxford --out audit",
      "  ./cider audit-overlap review audit",
      "  ./cider audit-overlap result audit"
    })
public final class AuditOverlapCommand implements Callable<Integer> {
  @Option(
      names = "--train",
      paramLabel = "PATH",
      description = {
        "The training set: the folder or the list of GLDv2 (train_clean.csv, train.csv), a CSV file",
        "(file, split, label), or a folder with a folder a class."
      })
  private Path train;

  @Option(
      names = "--train-splits",
      split = ",",
      defaultValue = "train",
      paramLabel = "SPLIT",
      description = "The splits of a CSV file (default: ${DEFAULT-VALUE}).")
  private Set<String> trainSplits = new LinkedHashSet<>();

  @Option(names = "--out", paramLabel = "FOLDER", description = "The folder of the audit.")
  private Path out;

  @Mixin private AuditedSets sets;

  @Mixin private AuditedModel model;

  @Mixin private CandidateOptions candidates;

  @Mixin private AutomaticOptions automatic;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    requireGiven("--train", train);
    requireGiven("--out", out);
    candidates.check();
    AutomaticRule rule = automatic.rule();
    TrainingSource training = TrainingSource.of(train, trainSplits);
    EvaluationSide evaluation = sets.side();
    EmbeddingOptions embedding = model.embedding(candidates.model());
    AuditFolder folder = AuditFolder.create(out);
    int shown = candidates.run(folder, training, evaluation, embedding, console);
    console.print("%s shows %,d pairs, the most suspicious first.", folder.page(), shown);
    if (rule.isPresent()) {
      ResultCommand.print(AuditResult.write(folder, rule), console);
    } else {
      console.print("Inspect them: ./cider audit-overlap review %s", out);
    }
    return 0;
  }

  private static void requireGiven(String name, Path path) {
    if (path == null) {
      throw new ArgumentException("%s is missing.".formatted(name));
    }
  }
}
