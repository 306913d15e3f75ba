package io.ciderstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void shouldDeleteAllItContains() throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.make("cider-test-")) {
      path = folder.path();
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "text");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void shouldNotFailIfItWasMovedAway() throws IOException {
    TemporaryFolder folder = TemporaryFolder.make("cider-test-");
    Files.delete(folder.path());
    folder.close();
    assertThat(folder.path()).doesNotExist();
  }
}
