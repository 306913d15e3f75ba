package io.ciderstream.cli.evaluate;

import io.ciderstream.train.evaluate.Report;
import io.ciderstream.train.evaluate.metric.Figures;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A report as people and as programs read it; figures are in percent for people, 0 to 1 in JSON.
 */
public final class ReportText {
  private static final int UNREADABLE_NAMED = 5;

  private final String set;
  private final String model;
  private final String scaling;
  private final Report report;

  /**
   * @param set its name
   * @param model its name and hash
   * @param scaling how large pictures were described
   */
  public ReportText(String set, String model, String scaling, Report report) {
    this.set = set;
    this.model = model;
    this.scaling = scaling;
    this.report = report;
  }

  /** Title, a line a protocol, remarks. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append("%s, %s, %s%n".formatted(set, model, scaling));
    boolean precision = report.figures().stream().anyMatch(f -> !f.precisionAt().isEmpty());
    text.append("%-12s %8s %7s".formatted("", "queries", precision ? "mAP" : ""));
    report
        .figures()
        .getFirst()
        .precisionAt()
        .keySet()
        .forEach(k -> text.append("%8s".formatted("mP@" + k)));
    text.append('\n');
    for (Figures figures : report.figures()) {
      int queries = figures.precisionAt().isEmpty() ? report.queries() : figures.queries();
      text.append("%-12s %8d %7s".formatted(figures.name(), queries, percent(figures.map())));
      figures.precisionAt().values().forEach(p -> text.append("%8s".formatted(percent(p))));
      text.append('\n');
    }
    text.append("%d pictures searched in %s s".formatted(report.indexed(), seconds(report)));
    if (report.described() > 0) {
      text.append("; %d described, %.1f a second".formatted(report.described(), report.rate()));
    }
    if (!report.unreadable().isEmpty()) {
      text.append("%n%d pictures cannot be read:%n".formatted(report.unreadable().size()));
      text.append(
          report.unreadable().stream()
              .limit(UNREADABLE_NAMED)
              .map(line -> "  " + line)
              .collect(Collectors.joining("\n")));
    }
    return text.toString();
  }

  /** One JSON object. */
  public String json() {
    String figures =
        report.figures().stream()
            .map(
                f ->
                    "{\"name\":%s,\"queries\":%d,\"map\":%s,\"precision_at\":{%s}}"
                        .formatted(
                            quoted(f.name()),
                            f.queries(),
                            number(f.map()),
                            f.precisionAt().entrySet().stream()
                                .map(p -> "\"%d\":%s".formatted(p.getKey(), number(p.getValue())))
                                .collect(Collectors.joining(","))))
            .collect(Collectors.joining(","));
    return ("{\"set\":%s,\"model\":%s,\"sizes\":%s,\"queries\":%d,\"indexed\":%d,\"described\":%d,"
            + "\"pictures_per_second\":%s,\"unreadable\":%d,\"figures\":[%s]}")
        .formatted(
            quoted(set),
            quoted(model),
            quoted(scaling),
            report.queries(),
            report.indexed(),
            report.described(),
            number(report.rate()),
            report.unreadable().size(),
            figures);
  }

  private static String seconds(Report report) {
    return String.format(Locale.ROOT, "%.1f", report.searching().toMillis() / 1e3);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "null";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
