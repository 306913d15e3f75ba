package io.ciderstream.cli.command;

import io.ciderstream.cli.client.IngestReport;
import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.files.PictureScan;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ingests a folder with a progress bar and prints the result. */
final class FolderIngest {
  private static final int MAX_NAMED = 10;

  private final Wiring wiring;
  private final CommandOutput console;
  private final boolean json;
  private PictureScan scan;
  private boolean complete;

  FolderIngest(Wiring wiring, CommandOutput console) {
    this(wiring, console, false);
  }

  /**
   * Creates a folder ingest.
   *
   * @param json print the result as JSON
   */
  FolderIngest(Wiring wiring, CommandOutput console, boolean json) {
    this.wiring = wiring;
    this.console = console;
    this.json = json;
  }

  IngestReport run(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    scan = RequiredPictures.scan(folder, wiring.settings().big(EmbeddingSettings.MAX_BYTES));
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

  /** Returns whether something is in the index now, and every file could be read. */
  boolean isComplete() {
    return complete;
  }

  private static <T> Stream<T> some(List<T> all) {
    return all.stream().limit(MAX_NAMED);
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
        "%d pictures sent, %d indexed, %d rejected; %.1f pictures/s, all searchable after %.1f s",
        report.sent(),
        report.indexed(),
        report.refused().size(),
        report.rate(),
        report.total().toMillis() / 1e3);
    if (!report.unreadable().isEmpty()) {
      console.print("%d could no longer be read:", report.unreadable().size());
      some(report.unreadable()).forEach(id -> console.print("  %s", id));
    }
    if (!report.refused().isEmpty()) {
      Map<String, Long> codes =
          report.refused().values().stream()
              .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
      console.print("rejected, see %s: %s", wiring.topics().imagesDeadLetters(), codes);
      report.refused().entrySet().stream()
          .limit(MAX_NAMED)
          .forEach(entry -> console.print("  %s  %s", entry.getValue(), entry.getKey()));
    }
  }
}
