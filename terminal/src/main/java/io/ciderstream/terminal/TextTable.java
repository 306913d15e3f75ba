package io.ciderstream.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table of text whose columns are as wide as they need to be. */
public final class TextTable {
  private final List<String[]> rows = new ArrayList<>();

  /** Starts with the row of titles. */
  public TextTable(String... head) {
    rows.add(head);
  }

  /** Adds a row; a null cell is printed as null. */
  public void add(Object... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = String.valueOf(cells[i]);
    }
    rows.add(row);
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
