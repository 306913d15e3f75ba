package io.ciderstream.train.learn.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloatRowsTest {
  @TempDir Path folder;

  @Test
  void shouldKeepRowsInSeveralParts() {
    Path file = folder.resolve("new/table.rows");
    try (FloatRows rows = FloatRows.create(7, 3, file, 8)) { // two rows in each part
      for (int row : new int[] {6, 0, 3}) {
        rows.put(row, new float[] {-1, row, row + 0.5f, -row}, 1);
      }
      assertRows(rows);
    }
    try (FloatRows rows = FloatRows.open(7, 3, file)) {
      assertRows(rows);
    }
    try (FloatRows rows = FloatRows.create(7, 3, file)) {
      float[] read = {1, 1, 1};
      rows.get(6, read, 0);
      assertThat(read).containsOnly(0);
    }
  }

  private static void assertRows(FloatRows rows) {
    for (int row = 0; row < 7; row++) {
      float[] read = new float[5];
      rows.get(row, read, 2);
      float[] expected =
          row % 3 == 0 ? new float[] {0, 0, row, row + 0.5f, -row} : new float[] {0, 0, 0, 0, 0};
      assertThat(read).as("row %d", row).isEqualTo(expected);
    }
  }

  /** As many as the real training set has: its file is sparse until rows are written. */
  @Test
  void shouldHoldMoreNumbersThanAnArray() {
    int count = 1_580_000;
    try (FloatRows rows = FloatRows.create(count, 2048, folder.resolve("table.rows"))) {
      float[] last = new float[2048];
      last[2047] = 7;
      rows.put(count - 1, last, 0);
      float[] read = new float[2048];
      rows.get(count - 1, read, 0);
      assertThat(read).isEqualTo(last);
      rows.get(count - 2, read, 0);
      assertThat(read).containsOnly(0);
    }
  }
}
