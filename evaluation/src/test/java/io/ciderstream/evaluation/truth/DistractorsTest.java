package io.ciderstream.evaluation.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.feature.EvaluationImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistractorsTest {
  @TempDir Path folder;

  @Test
  void shouldFindPicturesBesideTheListAndAsTheMillionIsUnpacked() throws IOException {
    Files.createDirectories(folder.resolve("jpg/a"));
    Files.createFile(folder.resolve("jpg/a/1.jpg"));
    Files.createFile(folder.resolve("2.jpg"));
    assertThat(Distractors.read(list("a/0\na/1\n"), Set.of()))
        .extracting(EvaluationImage::file)
        .containsExactly(folder.resolve("jpg/a/0.jpg"), folder.resolve("jpg/a/1.jpg"));
    assertThat(Distractors.read(list("a/1.jpg"), Set.of()))
        .extracting(EvaluationImage::file)
        .containsExactly(folder.resolve("jpg/a/1.jpg"));
    assertThat(Distractors.read(list("2.jpg\n\n3.jpg"), Set.of()))
        .extracting(EvaluationImage::file)
        .containsExactly(folder.resolve("2.jpg"), folder.resolve("3.jpg"));
  }

  @Test
  void shouldRefuseAListWithoutAnyOfItsPictures() throws IOException {
    Path list = list("x.jpg\ny.jpg");
    assertThatThrownBy(() -> Distractors.read(list, Set.of()))
        .hasMessageContaining("DATA_INVALID")
        .hasMessageContaining(list.toString())
        .hasMessageContaining("none of its 2 pictures");
  }

  private Path list(String text) throws IOException {
    return Files.writeString(folder.resolve("list.txt"), text);
  }
}
