package io.ciderstream.evaluation.csv;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;

/**
 * Reads a file of comma-separated values (UTF-8, RFC 4180) with a header line. Blank lines are
 * skipped; every other row has as many fields as the header.
 */
public final class Csv {
  private final Path file;
  private final CSVParser parser;
  private final List<String> header;

  private Csv(Path file, CSVParser parser) {
    this.file = file;
    this.parser = parser;
    this.header =
        parser.stream().findFirst().map(CSVRecord::toList).orElseThrow(() -> refused(" is empty"));
    for (String column : header) {
      if (header.indexOf(column) != header.lastIndexOf(column)) {
        throw refused(" has two columns '%s'".formatted(column));
      }
    }
  }

  /** One row. */
  public final class Row {
    private final CSVRecord fields;

    private Row(CSVRecord fields) {
      this.fields = fields;
    }

    /**
     * Returns the field of a column.
     *
     * @throws CiderException DATA_INVALID if there is no such column
     */
    public String get(String column) {
      return fields.get(at(column));
    }

    /** Returns the exception to throw if this row is invalid; it names the file and the line. */
    public CiderException invalid(String what) {
      long breaks = fields.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
      return refused(", line %d: %s".formatted(parser.getCurrentLineNumber() - breaks, what));
    }
  }

  /**
   * Returns the names of the columns.
   *
   * @throws CiderException DATA_INVALID if the file cannot be read
   */
  public static List<String> columns(Path file) {
    List<String> columns = new ArrayList<>();
    open(file, csv -> columns.addAll(csv.header));
    return columns;
  }

  /**
   * Reads row by row, so that a file of millions of rows needs little memory.
   *
   * @param columns that must be there
   * @throws CiderException DATA_INVALID, naming the file and the line, if it cannot be read or is
   *     malformed
   */
  public static void read(Path file, List<String> columns, Consumer<Row> reader) {
    open(
        file,
        csv -> {
          columns.forEach(csv::at);
          csv.parser.stream().filter(Csv::isNotBlank).forEach(row -> reader.accept(csv.row(row)));
        });
  }

  private static void open(Path file, Consumer<Csv> reader) {
    try (BOMInputStream in = BOMInputStream.builder().setPath(file).get();
        CSVParser parser =
            CSVParser.parse(
                new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()),
                CSVFormat.DEFAULT)) {
      reader.accept(new Csv(file, parser));
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (UncheckedIOException e) { // from the parser's stream
      throw unreadable(file, e.getCause());
    }
  }

  private static boolean isNotBlank(CSVRecord row) {
    return row.size() > 1 || !row.get(0).isBlank();
  }

  private Row row(CSVRecord fields) {
    Row row = new Row(fields);
    if (fields.size() != header.size()) {
      throw row.invalid(
          "%d fields instead of the header's %d".formatted(fields.size(), header.size()));
    }
    return row;
  }

  private int at(String column) {
    int at = header.indexOf(column);
    if (at < 0) {
      throw refused(" has no column '%s'; its columns are %s".formatted(column, header));
    }
    return at;
  }

  private CiderException refused(String what) {
    return new CiderException(ErrorCode.DATA_INVALID, file + what + ".");
  }

  private static CiderException unreadable(Path file, IOException cause) {
    return new CiderException(
        ErrorCode.DATA_INVALID,
        "%s cannot be read: %s.".formatted(file, FileTrouble.reason(cause)),
        cause);
  }
}
