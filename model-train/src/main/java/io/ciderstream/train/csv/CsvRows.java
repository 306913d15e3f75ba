package io.ciderstream.train.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Splits lines into fields. One thread. */
final class CsvRows {
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final char QUOTE = '"';

  /** Quotes that don't fit; the line is {@link #line}. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }

  private final BufferedReader in;
  private long read;
  private long line;
  private String text;
  private int at;

  CsvRows(BufferedReader in) {
    this.in = in;
  }

  /** Where the last row began, counted from 1. */
  long line() {
    return line;
  }

  /**
   * The fields of the next row that is not blank, or null at the end.
   *
   * @throws Broken if quotes don't fit
   */
  List<String> next() throws IOException {
    do {
      more();
    } while (text != null && text.isBlank());
    line = read;
    if (text == null) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (at < text.length()) {
      at++; // the comma
      fields.add(field());
    }
    return fields;
  }

  private void more() throws IOException {
    text = in.readLine();
    at = 0;
    read++;
    if (read == 1 && text != null && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
  }

  private String field() throws IOException {
    if (at < text.length() && text.charAt(at) == QUOTE) {
      return quoted();
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    String field = text.substring(at, end);
    at = end;
    return field;
  }

  private String quoted() throws IOException {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      int quote = text.indexOf(QUOTE, at);
      if (quote < 0) {
        field.append(text, at, text.length()).append('\n');
        more();
        if (text == null) {
          throw new Broken("a quote is not closed");
        }
      } else {
        field.append(text, at, quote);
        at = quote + 1;
        if (at == text.length() || text.charAt(at) != QUOTE) {
          break;
        }
        field.append(QUOTE);
        at++;
      }
    }
    if (at < text.length() && text.charAt(at) != ',') {
      throw new Broken("'%s' follows a closing quote".formatted(text.charAt(at)));
    }
    return field.toString();
  }
}
