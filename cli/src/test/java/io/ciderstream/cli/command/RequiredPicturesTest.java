package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.terminal.ArgumentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredPicturesTest {
  @TempDir private Path folder;

  @Test
  void shouldFindThePictures() throws IOException {
    Path picture = Files.write(folder.resolve("a.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8});
    assertThat(RequiredPictures.below(folder)).containsExactly(picture);
  }

  @Test
  void shouldNotTakeAnEmptyArgumentForTheCurrentFolder() {
    assertThatThrownBy(() -> RequiredPictures.below(Path.of("")))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("FOLDER is empty; write . for the current folder.");
  }

  @Test
  void shouldSayThatThereIsNothingToIngest() throws IOException {
    assertThatThrownBy(() -> RequiredPictures.below(folder))
        .hasMessageContaining("no picture below " + folder)
        .hasMessageContaining("it is empty");
    Files.writeString(
        folder.resolve("a.HEIC"),
        "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
        StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> RequiredPictures.below(folder))
        .hasMessageContaining("only 1 .HEIC: not supported");
    assertThatThrownBy(() -> RequiredPictures.below(folder.resolve("none")))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("FOLDER: there is no folder " + folder.resolve("none") + ".");
  }
}
