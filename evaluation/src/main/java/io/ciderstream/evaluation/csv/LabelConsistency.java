package io.ciderstream.evaluation.csv;

import java.util.HashMap;
import java.util.Map;

/** Rejects a file that a list names under two labels: what it shows cannot be learned. */
public final class LabelConsistency {
  private final Map<String, String> labels = new HashMap<>();

  /**
   * Checks a labelled picture.
   *
   * @param file its name, in any spelling
   * @param row where it is listed, for the message
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if it was noted with another label
   */
  public void require(String file, String label, Csv.Row row) {
    String name = FileNames.normal(file);
    String other = labels.putIfAbsent(name, label);
    if (other != null && !other.equals(label)) {
      throw row.invalid("%s has two labels, '%s' and '%s'".formatted(name, other, label));
    }
  }
}
