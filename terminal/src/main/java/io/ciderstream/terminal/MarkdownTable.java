package io.ciderstream.terminal;

import java.util.Locale;

/** A table of Markdown, cell by cell. */
public final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();
  private int columns;

  /** Adds a cell; a vertical bar in it is escaped. */
  public MarkdownTable add(String cell) {
    text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    columns++;
    return this;
  }

  /** Adds a number in a format of {@link String#format}; "-" if it is none. */
  public MarkdownTable add(String format, double number) {
    return add(Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number));
  }

  /** Ends the titles. */
  public void endHead() {
    String rule = "|---".repeat(columns);
    endRow();
    text.append(rule).append("|\n");
  }

  /** Ends a row. */
  public void endRow() {
    text.append("|\n");
    columns = 0;
  }

  /** Returns the table, without an end of its last line. */
  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
