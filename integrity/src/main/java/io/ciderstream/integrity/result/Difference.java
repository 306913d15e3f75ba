package io.ciderstream.integrity.result;

import io.ciderstream.schemas.RecordPosition;

/**
 * One id that differs. Absent values are null, as they are in JSON.
 *
 * @param id the image id, shortened if it is no valid one
 * @param kind how it differs
 * @param log the record of {@code images} that the row should come from; null if there is none
 * @param row the record that the row comes from; null if there is no row
 * @param cosine of the row's vector and the descriptor's; null unless the vectors differ
 */
public record Difference(
    String id, DifferenceKind kind, RecordPosition log, RecordPosition row, Double cosine) {
  /** Returns the difference as one line. */
  public String text() {
    StringBuilder text = new StringBuilder("%s: %s".formatted(id, kind.meaning()));
    if (log != null) {
      text.append(" (log ").append(log);
      text.append(row == null ? ")" : ", row %s)".formatted(row));
    } else if (row != null) {
      text.append(" (row ").append(row).append(')');
    }
    return cosine == null
        ? text.toString()
        : text.append(", cosine %.6f".formatted(cosine)).toString();
  }
}
