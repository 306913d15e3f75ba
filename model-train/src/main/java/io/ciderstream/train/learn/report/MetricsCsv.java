package io.ciderstream.train.learn.report;

import io.ciderstream.train.learn.loss.LossParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** {@code metrics.csv}: a row for each step. */
public final class MetricsCsv implements AutoCloseable {
  private static final List<String> COLUMNS =
      List.of(
          "stage",
          "step",
          "epoch",
          "loss",
          "accuracy",
          "rate",
          "gradient",
          "seconds",
          "pictures",
          "waited",
          "resident",
          "infonce",
          "supcon",
          "distillation",
          "arcface");
  private static final int WAITED = COLUMNS.indexOf("waited");
  private static final int RESIDENT = COLUMNS.indexOf("resident");
  private static final int PARTS = COLUMNS.indexOf("infonce");
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private final List<StepFigures> rows = new ArrayList<>();
  private final Path file;
  private final CSVPrinter out;

  /**
   * Opens the file and drops the rows from the given step on, which will be written again.
   *
   * @param stage of the next step
   * @param step the next step
   */
  public MetricsCsv(Path file, int stage, long step) {
    this.file = file;
    read(file).stream()
        .filter(row -> row.stage() < stage || row.stage() == stage && row.step() < step)
        .forEach(rows::add);
    try {
      out = new CSVPrinter(Files.newBufferedWriter(file), FORMAT);
      out.printRecord(COLUMNS);
      for (StepFigures row : rows) {
        out.printRecord(format(row));
      }
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns the rows of a file; none if there is no file. */
  public static List<StepFigures> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (CSVParser parser = CSVParser.parse(Files.readString(file), FORMAT)) {
      List<CSVRecord> lines = parser.getRecords();
      return lines.stream()
          .skip(1)
          .filter(row -> row.size() == lines.getFirst().size()) // others are cut off by a crash
          .map(MetricsCsv::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Appends a row. */
  public void add(StepFigures row) {
    rows.add(row);
    try {
      out.printRecord(format(row));
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns all rows, also those from before a resumption. */
  public List<StepFigures> rows() {
    return Collections.unmodifiableList(rows);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static List<Object> format(StepFigures row) {
    List<Object> cells =
        new ArrayList<>(
            List.of(
                row.stage(),
                row.step(),
                row.epoch(),
                row.loss(),
                row.accuracy(),
                row.rate(),
                row.gradient(),
                String.format(Locale.ROOT, "%.4f", row.seconds()),
                row.pictures(),
                String.format(Locale.ROOT, "%.4f", row.waited()),
                Math.round(row.resident())));
    cells.addAll(row.parts().byName().values());
    return cells;
  }

  private static StepFigures parse(CSVRecord row) {
    return new StepFigures(
        Integer.parseInt(row.get(0)),
        Long.parseLong(row.get(1)),
        Long.parseLong(row.get(2)),
        parts(row),
        Double.parseDouble(row.get(4)),
        Double.parseDouble(row.get(5)),
        Double.parseDouble(row.get(6)),
        Double.parseDouble(row.get(7)),
        Integer.parseInt(row.get(8)),
        row.size() > WAITED ? Double.parseDouble(row.get(WAITED)) : 0,
        row.size() > RESIDENT ? Double.parseDouble(row.get(RESIDENT)) : 0);
  }

  /** Older versions have the whole loss alone. */
  private static LossParts parts(CSVRecord row) {
    return row.size() == COLUMNS.size()
        ? new LossParts(
            Double.parseDouble(row.get(PARTS)),
            Double.parseDouble(row.get(PARTS + 1)),
            Double.parseDouble(row.get(PARTS + 2)),
            Double.parseDouble(row.get(PARTS + 3)))
        : LossParts.ofArcFace(Double.parseDouble(row.get(3)));
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("writing " + file, e);
  }
}
