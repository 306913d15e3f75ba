package io.ciderstream.trials.performance;

import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.terminal.MarkdownTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the figures that users ask for first between two marks of a README. */
public final class ReadmeFigures {
  private static final String BEGIN = "<!-- figures: written by ./cider bench report -->\n";
  private static final String END = "<!-- end of figures -->\n";

  private static final String MILLIS = "%,.0f ms (p50), %,.0f ms (p99)";

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
    // a processor without instructions for int8 is no faster with it
    String weights =
        figure("peer", "pipeline int8") < figure("peer", "pipeline fp32") ? "fp32" : "int8";
    MarkdownTable table = new MarkdownTable();
    table.add(report.machines("peer", "latency")).add("").endHead();
    row(
        table,
        "pictures indexed a second, 1024-pixel JPEGs",
        "%.0f with " + weights + " weights, %.1f times a Python script with fp32 weights",
        figure("peer", "pipeline " + weights),
        figure("peer", weights + " / script"));
    row(
        table,
        "a new picture is found after",
        MILLIS,
        figure("latency", "searchable p50 ms"),
        figure("latency", "searchable p99 ms"));
    row(
        table,
        "a query with a picture takes, among 100,000 pictures",
        MILLIS,
        figure("latency", "query p50 ms"),
        figure("latency", "query p99 ms"));
    return table + "\n";
  }

  private double figure(String part, String figure) {
    return report.figure(part, figure).orElse(Double.NaN);
  }

  private static void row(
      MarkdownTable table, String what, String format, double first, double second) {
    table.add(what);
    table.add(
        Double.isNaN(first + second)
            ? "not measured"
            : String.format(Locale.ROOT, format, first, second));
    table.endRow();
  }
}
