package io.ciderstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.cli.argument.ArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
  @TempDir private Path folder;

  @Test
  void shouldFindPicturesBelowALinkedFolder() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures/deep")).getParent();
    Files.createFile(pictures.resolve("b.JPG"));
    Files.createFile(pictures.resolve("deep/a.webp"));
    Files.createFile(pictures.resolve("notes.txt"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), pictures);
    List<Path> files = PictureFiles.required(link);
    assertThat(files)
        .allMatch(Files::isRegularFile)
        .extracting(file -> PictureFiles.id(link, file))
        .containsExactly("b.JPG", "deep/a.webp");
  }

  @Test
  void shouldSayThatThereIsNothingToIngest() {
    assertThatThrownBy(() -> PictureFiles.required(folder))
        .hasMessageContaining("no picture below " + folder)
        .hasMessageContaining("jpg");
    assertThatThrownBy(() -> PictureFiles.required(folder.resolve("none")))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("FOLDER: there is no folder " + folder.resolve("none") + ".");
  }
}
