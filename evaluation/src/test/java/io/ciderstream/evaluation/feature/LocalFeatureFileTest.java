package io.ciderstream.evaluation.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.local.LocalFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFeatureFileTest {
  private static final FeatureKey KEY = new FeatureKey("0123456789abcdef".repeat(4));

  @TempDir private Path folder;

  @Test
  void shouldKeepRowsWrittenInAnyOrder() throws IOException {
    KeptLocalFeatures kept;
    try (LocalFeatureFile file = open()) {
      file.put(2, features(5));
      file.put(0, features(1));
      file.put(2, features(3));
    }
    try (LocalFeatureFile file = open()) {
      assertThat(file.has(0)).isTrue();
      assertThat(file.has(1)).isFalse();
      file.put(3, features(0));
      kept = file.features();
    }
    assertThat(kept.of(0)).hasValueSatisfying(found -> assertThat(found.count()).isEqualTo(1));
    assertThat(kept.of(1)).isEmpty();
    assertThat(kept.of(2)).hasValueSatisfying(found -> assertThat(found.count()).isEqualTo(3));
    assertThat(kept.of(3)).hasValueSatisfying(found -> assertThat(found.count()).isZero());
  }

  @Test
  void shouldCutOffWhatAKilledProcessLeft() throws IOException {
    try (LocalFeatureFile file = open()) {
      file.put(0, features(2));
    }
    byte[] whole = Files.readAllBytes(path());
    try (LocalFeatureFile file = open()) {
      file.put(1, features(2));
    }
    byte[] longer = Files.readAllBytes(path());
    Files.write(path(), Arrays.copyOf(longer, longer.length - 3));
    try (LocalFeatureFile file = open()) {
      assertThat(file.has(0)).isTrue();
      assertThat(file.has(1)).isFalse();
    }
    assertThat(Files.readAllBytes(path())).isEqualTo(whole);
  }

  @Test
  void shouldRefuseAnotherFile() throws IOException {
    Files.writeString(
        path(),
        "something else that is longer than any head of these files, really "
            + "longer, so that it is read to the end");
    assertThatThrownBy(this::open).hasMessageContaining("it holds something else; delete it");
  }

  @Test
  void shouldRefuseADamagedFile() throws IOException {
    open().close();
    Files.write(path(), new byte[] {-1, 0, 0, 0, 0, 0, 0, 0}, StandardOpenOption.APPEND);
    assertThatThrownBy(this::open).hasMessageContaining("it is damaged; delete it");
  }

  private LocalFeatureFile open() {
    return LocalFeatureFile.open(folder, KEY, 4);
  }

  private Path path() {
    return folder.resolve(KEY.localFileName());
  }

  private static LocalFeatures features(int count) {
    int[] cells = new int[count];
    Arrays.setAll(cells, i -> i);
    return new LocalFeatures(3, 3, cells, new byte[2 * count]);
  }
}
