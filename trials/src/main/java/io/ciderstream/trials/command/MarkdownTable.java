package io.ciderstream.trials.command;

import java.util.Locale;

/** A table of Markdown, cell by cell. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();
  private int columns;

  /** Adds a cell. */
  MarkdownTable add(String cell) {
    text.append("| ").append(cell).append(' ');
    columns++;
    return this;
  }

  /** Adds a number in a format of {@link String#format}; "-" if it is none. */
  MarkdownTable add(String format, double number) {
    return add(Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number));
  }

  /** Ends the titles. */
  void endHead() {
    String rule = "|---".repeat(columns);
    endRow();
    text.append(rule).append("|\n");
  }

  /** Ends a row. */
  void endRow() {
    text.append("|\n");
    columns = 0;
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
