package io.ciderstream.train.data;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values with a header line, row by row. Quotes as RFC 4180 has them. */
final class Csv implements AutoCloseable {
  private final Path file;
  private final BufferedReader reader;
  private final List<String> header;
  private long line;

  /** Opens the file and reads its header. */
  Csv(Path file) {
    this.file = file;
    try {
      this.reader = Files.newBufferedReader(file);
      this.header = next();
    } catch (IOException e) {
      throw invalid("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
    if (header == null) {
      throw invalid("%s is empty.".formatted(file), null);
    }
  }

  /** Index of a column, or -1. */
  int find(String column) {
    return header.indexOf(column);
  }

  /** Index of a column that must be there. */
  int column(String column) {
    int index = find(column);
    if (index < 0) {
      throw invalid(
          "%s has no column '%s'; its columns are %s.".formatted(file, column, header), null);
    }
    return index;
  }

  /** The next row, as long as the header, or null at the end. */
  List<String> row() {
    try {
      List<String> row = next();
      if (row != null && row.size() != header.size()) {
        throw invalid(
            "%s, line %d has %d values instead of %d."
                .formatted(file, line, row.size(), header.size()),
            null);
      }
      return row;
    } catch (IOException e) {
      throw invalid("%s, line %d: %s.".formatted(file, line, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw invalid("%s: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private List<String> next() throws IOException {
    String text = reader.readLine();
    line++;
    while (text != null && text.isEmpty()) {
      text = reader.readLine();
      line++;
    }
    if (text == null) {
      return null;
    }
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (doubled) {
          value.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
      if (quoted && i == text.length() - 1) {
        String more = reader.readLine();
        line++;
        text = more == null ? text : text + "\n" + more;
        quoted = more != null;
      }
    }
    values.add(value.toString());
    return values;
  }

  private static CiderException invalid(String detail, Throwable cause) {
    return new CiderException(ErrorCode.SETTING_INVALID, detail, cause);
  }
}
