package io.ciderstream.trials.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.evaluation.data.LabelFolders;
import io.ciderstream.evaluation.data.PictureFile;
import io.ciderstream.evaluation.data.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureLayoutTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void shouldWritePicturesThatATrainingReads(PictureLayout layout) throws IOException {
    Path root = folder.resolve("pictures");
    layout.write(root, 2 * PictureLayout.LABELS);
    ImageSource source =
        switch (layout) {
          case FOLDERS -> new LabelFolders(root, false, Optional.empty());
          case SHARDS -> new Shards(root, false, Optional.empty());
        };
    DataSet set = source.read(new DataReport(folder, text -> {}));

    assertThat(set.size()).isEqualTo(2 * PictureLayout.LABELS);
    assertThat(set.labels()).hasSize(PictureLayout.LABELS);
    assertThat(PictureFile.read(set.pictures().getLast().path())).startsWith(0xff, 0xd8);
  }
}
