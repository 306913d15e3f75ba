package io.ciderstream.cli.command;

import io.ciderstream.cli.client.IngestReport;
import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.files.PictureScan;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ingests a folder with a progress bar and says how it went. */
final class Ingesting {
  private static final int REFUSALS_SHOWN = 10;

  private final Wiring wiring;
  private final CommandOutput console;
  private final boolean json;
  private PictureScan scan;
  private boolean complete;

  Ingesting(Wiring wiring, CommandOutput console) {
    this(wiring, console, false);
  }

  /**
   * @param json print the result as JSON
   */
  Ingesting(Wiring wiring, CommandOutput console, boolean json) {
    this.wiring = wiring;
    this.console = console;
    this.json = json;
  }

  IngestReport run(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    scan = RequiredPictures.scan(folder, wiring.settings().big("embedding.max.bytes"));
    List<Path> files = scan.pictures();
    console.say("ingesting %d pictures of %s", files.size(), folder);
    if (!scan.skipped().isEmpty()) {
      console.say("skipped %s", scan.skippedText());
      some(scan.unreadable()).forEach(file -> console.say("  cannot be read: %s", file));
    }
    ProgressBar progress = ProgressBar.onStandardError("embedded");
    IngestReport report =
        new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
            .run(folder, files, progress::show, text -> console.say("%s", text));
    if (json) {
      console.print("%s", Json.of(json(report)));
    } else {
      report(report);
    }
    complete = report.indexed() > 0 && scan.unreadable().isEmpty() && report.unreadable().isEmpty();
    return report;
  }

  /** Whether something is in the index now, and all that there was could be read. */
  boolean isComplete() {
    return complete;
  }

  private static <T> Stream<T> some(List<T> all) {
    return all.stream().limit(REFUSALS_SHOWN);
  }

  private Map<String, Object> json(IngestReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sent", report.sent());
    all.put("indexed", report.indexed());
    all.put("refused", report.refused());
    Map<String, Object> skipped = new LinkedHashMap<>();
    scan.skipped().forEach((reason, kinds) -> skipped.put(reason.text(), kinds));
    all.put("skipped", skipped);
    all.put(
        "unreadable",
        Stream.concat(scan.unreadable().stream().map(Path::toString), report.unreadable().stream())
            .toList());
    all.put("pictures_per_second", report.rate());
    all.put("searchable_after_ms", report.total().toMillis());
    return all;
  }

  private void report(IngestReport report) {
    console.print(
        "%d pictures sent, %d indexed, %d refused; %.1f pictures/s, all searchable after %.1f s",
        report.sent(),
        report.indexed(),
        report.refused().size(),
        report.rate(),
        report.total().toMillis() / 1e3);
    if (!report.unreadable().isEmpty()) {
      console.print("%d could not be read any more:", report.unreadable().size());
      some(report.unreadable()).forEach(id -> console.print("  %s", id));
    }
    if (!report.refused().isEmpty()) {
      Map<String, Long> codes =
          report.refused().values().stream()
              .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
      console.print("refused to %s: %s", wiring.topics().imagesDeadLetters(), codes);
      report.refused().entrySet().stream()
          .limit(REFUSALS_SHOWN)
          .forEach(entry -> console.print("  %s  %s", entry.getValue(), entry.getKey()));
    }
  }
}
