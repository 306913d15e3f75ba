package io.ciderstream.trials.paper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The rows of a figure or table.
 *
 * @param rows cells by the titles of their columns: a text, a number or a list of numbers, one a
 *     seed
 * @param remarks sentences below the table
 */
public record PaperRows(List<SequencedMap<String, Object>> rows, List<String> remarks) {
  public PaperRows {
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  /**
   * Returns a row.
   *
   * @param cells a title, its value, the next title, and so on; a cell that is NaN is left out
   */
  static SequencedMap<String, Object> row(Object... cells) {
    SequencedMap<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      if (!(cells[i + 1] instanceof Double number && number.isNaN())) {
        row.put((String) cells[i], cells[i + 1]);
      }
    }
    return Collections.unmodifiableSequencedMap(row);
  }
}
