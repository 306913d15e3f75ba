package io.ciderstream.cli.command;

import io.ciderstream.cli.client.IngestReport;
import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.client.PictureFiles;
import io.ciderstream.cli.client.Progress;
import io.ciderstream.cli.system.Wiring;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ingests a folder with a progress bar and says how it went. */
final class Ingesting {
  private static final int REFUSALS_SHOWN = 10;

  private final Wiring wiring;
  private final Console console;
  private final boolean json;

  Ingesting(Wiring wiring, Console console) {
    this(wiring, console, false);
  }

  /**
   * @param json print the result as JSON
   */
  Ingesting(Wiring wiring, Console console, boolean json) {
    this.wiring = wiring;
    this.console = console;
    this.json = json;
  }

  IngestReport run(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    List<Path> files = PictureFiles.required(folder);
    console.say("ingesting %d pictures of %s", files.size(), folder);
    Progress progress =
        new Progress(
            System.err, Boolean.getBoolean("cider.terminal"), InstantSource.system(), "embedded");
    IngestReport report =
        new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
            .run(folder, files, progress::show, text -> console.say("%s", text));
    if (json) {
      console.print("%s", Json.of(json(report)));
    } else {
      report(report);
    }
    return report;
  }

  private static Map<String, Object> json(IngestReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sent", report.sent());
    all.put("indexed", report.indexed());
    all.put("refused", report.refused());
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
