package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSetTest {
  private static final Credit CREDIT = new Credit("Ann | Co", "CC0-1.0", "https://example.org");

  @TempDir private Path folder;

  @Test
  void shouldWriteThePicturesAndNameTheirAuthors() throws IOException {
    Path made = new SampleSet(source("one"), unavailable()).in(folder.resolve("new/samples"));
    assertThat(made.resolve("one.jpg")).hasBinaryContent(new byte[] {7});
    assertThat(made.resolve("README.md"))
        .content()
        .contains(
            "About one.", "| one.jpg | the one | Ann \\| Co | CC0-1.0 | https://example.org |");
    assertThat(made.getParent()).isDirectoryNotContaining("glob:**/.samples*");
  }

  @Test
  void shouldDrawWherePhotographsCannotBeHad() {
    Path made = new SampleSet(unavailable(), source("drawn")).in(folder.resolve("samples"));
    assertThat(made.resolve("drawn.jpg")).exists();
  }

  @Test
  void shouldMakeThemOnlyOnce() throws IOException {
    Path made = new SampleSet(source("one"), unavailable()).in(folder.resolve("samples"));
    Files.delete(made.resolve("one.jpg"));
    assertThat(new SampleSet(source("two"), unavailable()).in(made)).isEqualTo(made);
    assertThat(made.resolve("two.jpg")).doesNotExist();
  }

  @Test
  void shouldLeaveNothingBehindWhenBothWaysFail() {
    Path wanted = folder.resolve("samples");
    assertThatThrownBy(() -> new SampleSet(unavailable(), unavailable()).in(wanted))
        .isInstanceOf(CiderException.class);
    assertThat(folder).isDirectoryNotContaining(file -> Files.isDirectory(file));
  }

  @Test
  void shouldSpareAFolderThatHoldsSomethingElse() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> new SampleSet(source("one"), unavailable()).in(folder))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining(folder.toString());
    assertThat(folder.resolve("mine.txt")).hasContent("mine");
    assertThat(folder.resolve("one.jpg")).doesNotExist();
  }

  private static SampleSource source(String name) {
    return new SampleSource() {
      @Override
      public String about() {
        return "About " + name + ".\n";
      }

      @Override
      public List<Sample> pictures() {
        return List.of(new Sample(name + ".jpg", "the " + name, CREDIT, new byte[] {7}));
      }
    };
  }

  private static SampleSource unavailable() {
    return new SampleSource() {
      @Override
      public String about() {
        return "";
      }

      @Override
      public List<Sample> pictures() throws IOException {
        throw new IOException("no network");
      }
    };
  }
}
