package io.ciderstream.evaluation.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {
  private static final FeatureKey KEY = new FeatureKey("0123456789abcdef".repeat(4));
  private static final int ROWS = 5_000;
  private static final int DIMENSION = 3;

  @TempDir Path folder;

  @Test
  void shouldReadTheSameRowsWhateverTheBlocks() throws IOException {
    try (FeatureFile file = open(7 * DIMENSION * Float.BYTES)) {
      for (int row = 0; row < ROWS; row++) {
        if (row != 4_097) {
          file.put(row, new float[] {row, row + 0.5f, -row});
        }
      }
      assertThat(file.descriptors().blocks()).hasSize(715);
      assertThat(file.descriptors().blocks().getLast().rows()).isEqualTo(2);
    }
    try (FeatureFile file = open(1 << 20)) {
      DescriptorMatrix.Block block = file.descriptors().blocks().getFirst();
      assertThat(file.descriptors().blocks()).hasSize(1);
      for (int row : new int[] {0, 6, 7, 4_096, 4_999}) {
        float[] values = new float[DIMENSION];
        block.values().get(row * DIMENSION, values);
        assertThat(values).containsExactly(row, row + 0.5f, -row);
      }
      assertThat(file.descriptors().missing().stream()).containsExactly(4_097);
    }
    // head, states of 5,000 rows in two pages, rows
    assertThat(Files.size(folder.resolve(KEY.fileName())))
        .isEqualTo(3 * 4_096 + ROWS * DIMENSION * Float.BYTES);
  }

  @Test
  void shouldRefuseASecondWriter() throws IOException {
    try (FeatureFile file = open(1 << 20)) {
      assertThatThrownBy(() -> open(1 << 20)).hasMessageContaining("another evaluation");
      assertThat(file.has(0)).isFalse();
    }
  }

  private FeatureFile open(int blockBytes) {
    return FeatureFile.open(folder, KEY, ROWS, DIMENSION, blockBytes);
  }
}
