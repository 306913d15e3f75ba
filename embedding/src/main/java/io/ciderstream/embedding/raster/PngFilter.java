package io.ciderstream.embedding.raster;

/** Undoes the filters of PNG rows (third edition, section 9). */
final class PngFilter {
  private PngFilter() {}

  /**
   * Restores a row in place.
   *
   * @param above the row above, restored; zeros above the first
   * @param step bytes of a pixel, at least 1
   */
  static void undo(int filter, byte[] row, byte[] above, int step) {
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = step; i < row.length; i++) {
          row[i] += row[i - step];
        }
      }
      case 2 -> {
        for (int i = 0; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 0; i < Math.min(step, row.length); i++) {
          row[i] += (byte) ((above[i] & 0xff) >> 1);
        }
        for (int i = step; i < row.length; i++) {
          row[i] += (byte) ((row[i - step] & 0xff) + (above[i] & 0xff) >> 1);
        }
      }
      case 4 -> {
        for (int i = 0; i < Math.min(step, row.length); i++) {
          row[i] += above[i];
        }
        for (int i = step; i < row.length; i++) {
          row[i] += paeth(row[i - step] & 0xff, above[i] & 0xff, above[i - step] & 0xff);
        }
      }
      default -> throw new IllegalArgumentException("a row has an invalid filter");
    }
  }

  private static byte paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return (byte) left;
    }
    return (byte) (toUp <= toCorner ? up : corner);
  }
}
