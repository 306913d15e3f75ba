package io.ciderstream.train.learn.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** {@code metrics.csv}: a row for each step. */
public final class MetricsCsv implements AutoCloseable {
  private static final String HEADER =
      "stage,step,epoch,loss,accuracy,rate,gradient,seconds,pictures";

  private final List<StepFigures> rows = new ArrayList<>();
  private final Path file;
  private final BufferedWriter out;

  /**
   * Opens the file; rows from the given step on are forgotten, as they will be written again.
   *
   * @param stage of the next step
   * @param step the next step
   */
  public MetricsCsv(Path file, int stage, long step) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .skip(1)
            .filter(MetricsCsv::whole)
            .map(MetricsCsv::parse)
            .filter(row -> row.stage() < stage || row.stage() == stage && row.step() < step)
            .forEach(rows::add);
      }
      out =
          Files.newBufferedWriter(
              file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      out.write(HEADER + "\n");
      for (StepFigures row : rows) {
        out.write(format(row));
      }
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  public void add(StepFigures row) {
    rows.add(row);
    try {
      out.write(format(row));
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** All rows, also those from before a resumption. */
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

  private static String format(StepFigures row) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%d,%s,%s,%s,%s,%.4f,%d\n",
        row.stage(),
        row.step(),
        row.epoch(),
        row.loss(),
        row.accuracy(),
        row.rate(),
        row.gradient(),
        row.seconds(),
        row.pictures());
  }

  /** A process that was killed may leave a part of a line; the step it is of is made again. */
  private static boolean whole(String line) {
    return line.split(",").length == HEADER.split(",").length;
  }

  private static StepFigures parse(String line) {
    String[] v = line.split(",");
    return new StepFigures(
        Integer.parseInt(v[0]),
        Long.parseLong(v[1]),
        Long.parseLong(v[2]),
        Double.parseDouble(v[3]),
        Double.parseDouble(v[4]),
        Double.parseDouble(v[5]),
        Double.parseDouble(v[6]),
        Double.parseDouble(v[7]),
        Integer.parseInt(v[8]));
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("writing " + file, e);
  }
}
