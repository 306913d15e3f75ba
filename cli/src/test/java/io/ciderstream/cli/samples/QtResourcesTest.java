package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QtResourcesTest {
  private static final byte[] LONG = "many words, ".repeat(500).getBytes();
  private static final byte[] SHORT = {1, 2, 3};

  @Test
  void shouldReadPlainAndDeflatedFilesOfAllFolders() throws IOException {
    byte[] rcc =
        new RccFile()
            .add("a/b/long.txt", LONG, RccFile.ZLIB)
            .add("a/Ünïcode.webp", SHORT, RccFile.PLAIN)
            .add("c/short", SHORT, RccFile.PLAIN)
            .bytes();
    assertThat(rcc.length).isLessThan(LONG.length);
    assertThat(QtResources.read(rcc))
        .containsOnlyKeys("a/b/long.txt", "a/Ünïcode.webp", "c/short")
        .containsEntry("a/b/long.txt", LONG)
        .containsEntry("a/Ünïcode.webp", SHORT)
        .containsEntry("c/short", SHORT);
  }

  @Test
  void shouldRefuseAFileThatIsCutShort() {
    byte[] rcc = new RccFile().add("a/b", SHORT, RccFile.PLAIN).bytes();
    for (int length = 0; length < rcc.length - 8; length++) {
      byte[] cut = Arrays.copyOf(rcc, length);
      assertThatThrownBy(() -> QtResources.read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldRefuseAFolderThatHoldsItself() {
    byte[] rcc = new RccFile().add("a/b", SHORT, RccFile.PLAIN).bytes();
    int treeStart = rcc.length - 3 * 22;
    rcc[treeStart + 13] = 0;
    assertThatThrownBy(() -> QtResources.read(rcc))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void shouldRefuseWhatIsNoResourceFile() {
    assertThatThrownBy(() -> QtResources.read(LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a Qt resource file");
  }

  @Test
  void shouldNameTheFileThatIsCompressedAnotherWay() {
    byte[] rcc = new RccFile().add("a/b", SHORT, RccFile.ZSTD).bytes();
    assertThatThrownBy(() -> QtResources.read(rcc)).hasMessageContaining("a/b");
  }
}
