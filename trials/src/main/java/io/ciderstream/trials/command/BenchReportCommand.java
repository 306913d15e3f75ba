package io.ciderstream.trials.command;

import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.trials.performance.Goals;
import io.ciderstream.trials.performance.MachineFacts;
import io.ciderstream.trials.performance.PartRecord;
import io.ciderstream.trials.performance.PerformancePart;
import io.ciderstream.trials.performance.PerformanceParts;
import io.ciderstream.trials.performance.PerformanceReport;
import io.ciderstream.trials.performance.PerformanceRun;
import io.ciderstream.trials.performance.ReadmeFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all benchmarks of the performance report and writes it.",
      "Each part runs in a process of its own and is kept in a file; run the command again after an",
      "interruption, or on another machine. Delete NAME.json to measure a part again. Writes performance.md, performance.json",
      "and plots."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench report --quick",
      "  ./cider bench report --only peer,latency",
      "  ./cider bench report --docs docs"
    })
public final class BenchReportCommand implements Callable<Integer> {
  private static final String IMAGES = "images/performance";
  private static final String PARTS = "performance";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "runs/performance",
      description = "Folder of the report and of measured parts (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Parts to measure (default: all); the report has all that were measured before.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--report-only",
      description = "Measure nothing; write the report of what was measured before.")
  private boolean reportOnly;

  @Option(names = "--quick", description = "Measure little, to see that everything runs.")
  private boolean quick;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = {
        "photos.csv (file, split, label): also measure what int8 weights cost in accuracy on it."
      })
  private Path list;

  @Option(
      names = "--docs",
      paramLabel = "FOLDER",
      description = {
        "Also write performance.md and its plots there, and the figures of the README.md beside that",
        "folder; keep the measured parts in its folder performance."
      })
  private Path docs;

  @Spec private CommandSpec spec;

  /** Returns 0 unless a part failed. */
  @Override
  public Integer call() throws IOException {
    requireKnown();
    if (docs != null) {
      Arguments.folder("--docs", docs);
    }
    CommandOutput console = new CommandOutput(spec);
    Path folder = Files.createDirectories(out.toAbsolutePath().normalize());
    PerformanceRun run =
        new PerformanceRun(
            records(folder), folder, accuracy(), quick, text -> console.say("%s", text));
    List<PartRecord> records = new ArrayList<>();
    boolean failed = false;
    List<PerformancePart> parts = available();
    parts.forEach(part -> records.add(run.before(part).orElseGet(() -> PartRecord.notRun(part))));
    for (int i = 0; i < parts.size(); i++) {
      PerformancePart part = parts.get(i);
      if (!reportOnly && (only.isEmpty() || only.contains(part.name()))) {
        records.set(i, run.measure(part));
        failed |= records.get(i).result() == null;
        write(records, folder);
      }
    }
    write(records, folder);
    console.print("%s is written.", out.resolve("performance.md"));
    return failed ? 1 : 0;
  }

  private Path records(Path folder) throws IOException {
    return docs == null ? folder : Files.createDirectories(docs.resolve(PARTS));
  }

  /** Returns what the benchmark of weights gets besides. */
  private Map<String, List<String>> accuracy() {
    return list == null
        ? Map.of()
        : Map.of(
            "weights",
            List.of(
                "--list",
                Arguments.file("--list", list).toAbsolutePath().toString(),
                "--group",
                "ie_",
                "--within",
                "validation"));
  }

  private void write(List<PartRecord> records, Path folder) {
    PerformanceReport report = new PerformanceReport(MachineFacts.read(), Goals.read(), records);
    report.writeMarkdown(folder, IMAGES);
    report.writeJson(folder);
    if (docs != null) {
      report.writeMarkdown(docs, IMAGES);
      new ReadmeFigures(report).write(docs.toAbsolutePath().getParent().resolve("README.md"));
    }
  }

  private List<PerformancePart> available() {
    Set<String> benchmarks = spec.parent().subcommands().keySet();
    return PerformanceParts.ALL.stream()
        .filter(part -> benchmarks.contains(part.command().getFirst()))
        .toList();
  }

  private void requireKnown() {
    for (String name : only) {
      if (!PerformanceParts.names().contains(name)) {
        throw new ArgumentException(
            "--only is %s, but must be of %s."
                .formatted(name, String.join(", ", PerformanceParts.names())));
      }
    }
  }
}
