package io.ciderstream.trials.command;

import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.terminal.TextTable;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.ReportJson;
import io.ciderstream.trials.faults.FaultRun;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.ReliabilityPage;
import io.ciderstream.trials.faults.TrialOptions;
import io.ciderstream.trials.faults.TrialResult;
import io.ciderstream.trials.faults.TrialResults;
import io.ciderstream.trials.faults.catalogue.FaultCatalogue;
import io.ciderstream.trials.faults.judge.VerifyCommandJudge;
import io.ciderstream.trials.performance.MachineFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider trial faults}. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "Injects faults one by one and compares the index with the log after each.",
      "Starts its own brokers, registry, Milvus and roles in a temporary folder, and sends pictures,",
      "updates, deletions and queries meanwhile. Exit code 1 if a promise was broken."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider trial faults --list",
      "  ./cider trial faults --quick --only embedder-killed,milvus-slow",
      "  ./cider trial faults --out docs/reliability.md"
    })
public final class TrialFaultsCommand implements Callable<Integer> {
  @Option(names = "--list", description = "List the faults, and run none.")
  private boolean list;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Faults to inject (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(names = "--quick", description = "Shorter faults, fewer of each, and less load.")
  private boolean quick;

  @Option(
      names = "--report-only",
      description = "Inject nothing; write the table of earlier results.")
  private boolean reportOnly;

  @Option(names = "--json", description = "Print the results as JSON.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the table of all results, those of earlier runs included.")
  private Path out;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "runs/faults",
      description = "Where the last result of each fault is kept (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--upgrade-from",
      paramLabel = "CHECKOUT",
      description = "Another checkout with a finished build, for the rolling upgrade.")
  private Path earlier;

  @Mixin private BenchmarkedSystem system;

  @Spec private CommandSpec spec;

  /** Returns 0 unless a promise was broken. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    List<FaultTrial> trials = FaultCatalogue.all();
    CommandOutput console = new CommandOutput(spec);
    if (list) {
      TextTable table = new TextTable("name", "fault", "promise");
      trials.forEach(trial -> table.add(trial.name(), trial.fault(), trial.promise()));
      console.print("%s", table);
      return 0;
    }
    TrialResults kept = new TrialResults(results);
    List<TrialResult> measured = reportOnly ? List.of() : run(selected(trials), kept, console);
    if (out != null) {
      Map<String, TrialResult> all = kept.read(trials);
      FileReplacement.write(
          out, ReliabilityPage.text(trials, all, machine()).getBytes(StandardCharsets.UTF_8));
    }
    print(measured, console);
    return measured.stream().allMatch(result -> result.faults().isEmpty()) ? 0 : 1;
  }

  private List<FaultTrial> selected(List<FaultTrial> trials) {
    List<String> names = trials.stream().map(FaultTrial::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new ArgumentException(
            "--only names %s, but there is no such fault; --list shows all.".formatted(name));
      }
    }
    return trials.stream().filter(t -> only.isEmpty() || only.contains(t.name())).toList();
  }

  private List<TrialResult> run(List<FaultTrial> trials, TrialResults kept, CommandOutput console)
      throws IOException, InterruptedException {
    List<TrialResult> measured = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.make("cider-faults-");
        FaultRun run =
            new FaultRun(
                folder.path(),
                results,
                system,
                new VerifyCommandJudge(),
                new TrialOptions(quick, Optional.ofNullable(earlier)),
                text -> console.say("%s", text))) {
      for (FaultTrial trial : trials) {
        console.say("%s: %s", trial.name(), trial.fault());
        TrialResult result = run.run(trial);
        kept.write(result);
        measured.add(result);
        console.say(
            "%s: %s, after %s",
            trial.name(),
            result.wasRun() ? ReliabilityPage.verdict(result) : "not run: " + result.skipped(),
            Durations.text(Duration.ofSeconds(Math.round(result.seconds()))));
      }
    }
    return measured;
  }

  private static String machine() {
    return "Run on " + String.join(";\n", MachineFacts.read().values()) + ".";
  }

  private void print(List<TrialResult> measured, CommandOutput console) {
    if (json) {
      console.print("%s", ReportJson.create().toJson(measured));
      return;
    }
    TextTable table =
        new TextTable("name", "sent", "indexed", "superseded", "deleted", "dead", "s", "result");
    for (TrialResult result : measured) {
      table.add(
          result.name(),
          result.sent(),
          result.ends().indexed(),
          result.ends().superseded(),
          result.ends().deleted(),
          result.ends().deadLettered(),
          Math.round(result.recovered()),
          result.wasRun() ? ReliabilityPage.verdict(result) : "not run: " + result.skipped());
    }
    console.print("%s", table);
  }
}
