package io.ciderstream.train.data;

import io.ciderstream.train.csv.Csv;
import io.ciderstream.train.csv.FileNames;
import java.util.HashMap;
import java.util.Map;

/** Refuses a file that a list names under two labels: what it shows cannot be learned. */
final class OneLabel {
  private final Map<String, String> labels = new HashMap<>();

  /**
   * Notes a labelled picture.
   *
   * @param row where it is listed, for the message
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if it was noted with another label
   */
  void require(Picture picture, String label, Csv.Row row) {
    String other = labels.putIfAbsent(FileNames.normal(picture.file()), label);
    if (other != null && !other.equals(label)) {
      throw row.invalid("%s has two labels, '%s' and '%s'".formatted(picture.file(), other, label));
    }
  }
}
