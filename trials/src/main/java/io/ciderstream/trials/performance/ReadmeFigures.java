package io.ciderstream.trials.performance;

import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.terminal.MarkdownTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes the figures that users ask for first between two marks of a README. */
public final class ReadmeFigures {
  private static final String BEGIN = "<!-- figures: written by ./cider bench report -->\n";
  private static final String END = "<!-- end of figures -->\n";

  private final PerformanceReport report;

  /** Takes the figures from a report. */
  public ReadmeFigures(PerformanceReport report) {
    this.report = report;
  }

  /** Replaces what is between the marks; a file without them stays as it is. */
  public void write(Path readme) {
    try {
      String text = Files.readString(readme);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin >= 0 && end > begin) {
        String written = text.substring(0, begin + BEGIN.length()) + table() + text.substring(end);
        FileReplacement.write(readme, written.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read.".formatted(readme), e);
    }
  }

  private String table() {
    MarkdownTable table = new MarkdownTable();
    table.add("on two cores").add("").endHead();
    table.add("pictures indexed a second, 1024-pixel JPEGs, int8 weights");
    table.add(
        "%s; %s times a Python script with fp32"
            .formatted(
                text("peer", "pipeline int8", "%.0f"), text("peer", "int8 / script", "%.1f")));
    table.endRow();
    table.add("a new picture is found after");
    table.add(
        "%s ms (p50), %s ms (p99)"
            .formatted(
                text("latency", "searchable p50 ms", "%.0f"),
                text("latency", "searchable p99 ms", "%.0f")));
    table.endRow();
    table.add("a query with a picture takes, among 100,000 pictures");
    table.add(
        "%s ms (p50), %s ms (p99)"
            .formatted(
                text("latency", "query p50 ms", "%.0f"), text("latency", "query p99 ms", "%.0f")));
    table.endRow();
    return table + "\n";
  }

  private String text(String part, String figure, String format) {
    OptionalDouble value = report.figure(part, figure);
    return value.isEmpty()
        ? "(not measured)"
        : String.format(Locale.ROOT, format, value.getAsDouble());
  }
}
