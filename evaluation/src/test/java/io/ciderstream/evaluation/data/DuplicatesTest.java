package io.ciderstream.evaluation.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {
  @TempDir private Path folder;

  @Test
  void shouldRejectAFileThatTwoSourcesLabelDifferently() {
    DataSet one = new DataSet(List.of("a"), List.of(new TrainingImage(folder, "1", 0)));
    DataSet other = new DataSet(List.of("b"), List.of(new TrainingImage(folder, "x/../1", 0)));
    assertThatThrownBy(() -> Duplicates.refuse("data", DataSet.join(List.of(one, other))))
        .hasMessageContaining("data holds the picture")
        .hasMessageContaining("labelled 'a' and labelled 'b'");
  }
}
