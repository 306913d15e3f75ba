package io.ciderstream.overlap.candidate;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.schemas.FileReplacement;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The candidates in a CSV file, written whole or not at all. */
public final class CandidateFile {
  private static final String[] COLUMNS = {
    "query", "query_id", "query_name", "picture", "file", "class", "class_name", "cosine", "named"
  };

  private CandidateFile() {}

  /** Writes the candidates. */
  public static void write(Path file, List<Candidate> candidates) {
    FileReplacement.write(
        file,
        out -> {
          try (CSVPrinter csv =
              CSVFormat.DEFAULT
                  .builder()
                  .setRecordSeparator('\n')
                  .setHeader(COLUMNS)
                  .get()
                  .print(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            for (Candidate each : candidates) {
              csv.printRecord(
                  each.query(),
                  each.queryId(),
                  each.queryName(),
                  each.row(),
                  each.file(),
                  each.label(),
                  each.className(),
                  String.format(Locale.ROOT, "%.5f", each.cosine()),
                  each.named());
            }
          }
        });
  }

  /**
   * Reads the candidates.
   *
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if the file cannot be read
   */
  public static List<Candidate> read(Path file) {
    List<Candidate> candidates = new ArrayList<>();
    Csv.read(
        file,
        List.of(COLUMNS),
        row -> {
          try {
            candidates.add(
                new Candidate(
                    Integer.parseInt(row.get("query")),
                    row.get("query_id"),
                    row.get("query_name"),
                    Integer.parseInt(row.get("picture")),
                    row.get("file"),
                    row.get("class"),
                    row.get("class_name"),
                    Double.parseDouble(row.get("cosine")),
                    Boolean.parseBoolean(row.get("named"))));
          } catch (NumberFormatException e) {
            throw row.invalid("a number is expected (%s)".formatted(e.getMessage()));
          }
        });
    return candidates;
  }
}
