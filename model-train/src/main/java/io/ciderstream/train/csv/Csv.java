package io.ciderstream.train.csv;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a file of comma-separated values (UTF-8, RFC 4180) with a head line. A field may stand in
 * double quotes; a quote in it is doubled, and commas and line ends in it are its own. A quote
 * elsewhere than at a field's beginning is a character like any other. Blank lines are skipped;
 * every other row has as many fields as the head.
 */
public final class Csv {
  private final Path file;
  private final CsvRows rows;
  private final List<String> head;

  private Csv(Path file, BufferedReader in) throws IOException {
    this.file = file;
    this.rows = new CsvRows(in);
    List<String> first = rows.next();
    if (first == null) {
      throw refused(file, " is empty", null);
    }
    this.head = first;
    for (String column : first) {
      if (first.indexOf(column) != first.lastIndexOf(column)) {
        throw refused(file, " has two columns '%s'".formatted(column), null);
      }
    }
  }

  /** One row. */
  public final class Row {
    private final List<String> fields;

    private Row(List<String> fields) {
      this.fields = fields;
    }

    /**
     * The field below a name.
     *
     * @throws CiderException DATA_INVALID if there is no such column
     */
    public String get(String column) {
      return fields.get(at(column));
    }

    /** What to throw if a row is wrong. */
    public CiderException invalid(String what) {
      return refused(file, line() + what, null);
    }
  }

  /**
   * The names of the columns.
   *
   * @throws CiderException DATA_INVALID if the file cannot be read
   */
  public static List<String> columns(Path file) {
    return with(file, csv -> csv.head);
  }

  /**
   * Reads row by row, so that a file of millions costs little.
   *
   * @param columns that must be there
   * @throws CiderException DATA_INVALID, naming the file and the line, if it cannot be read or
   *     breaks a rule
   */
  public static void read(Path file, List<String> columns, Consumer<Row> reader) {
    with(
        file,
        csv -> {
          columns.forEach(csv::at);
          csv.forEach(reader);
          return null;
        });
  }

  private interface Use<T> {
    T of(Csv csv) throws IOException;
  }

  private static <T> T with(Path file, Use<T> use) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return use.of(new Csv(file, in));
    } catch (CharacterCodingException e) {
      throw refused(file, " cannot be read: it is not in UTF-8", e);
    } catch (IOException e) {
      throw refused(file, " cannot be read: " + FileTrouble.reason(e), e);
    }
  }

  private void forEach(Consumer<Row> reader) throws IOException {
    try {
      for (List<String> fields = rows.next(); fields != null; fields = rows.next()) {
        Row row = new Row(fields);
        if (fields.size() != head.size()) {
          throw row.invalid(
              "%d fields instead of the head's %d".formatted(fields.size(), head.size()));
        }
        reader.accept(row);
      }
    } catch (CsvRows.Broken e) {
      throw refused(file, line() + e.getMessage(), e);
    }
  }

  private int at(String column) {
    int at = head.indexOf(column);
    if (at < 0) {
      throw refused(file, " has no column '%s'; its columns are %s".formatted(column, head), null);
    }
    return at;
  }

  private String line() {
    return ", line %d: ".formatted(rows.line());
  }

  private static CiderException refused(Path file, String what, Throwable cause) {
    return new CiderException(ErrorCode.DATA_INVALID, file + what + ".", cause);
  }
}
