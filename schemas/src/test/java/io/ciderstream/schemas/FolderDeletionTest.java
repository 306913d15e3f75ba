package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDeletionTest {
  @Test
  void shouldDeleteAllThatIsInTheFolder(@TempDir Path above) throws IOException {
    Path folder = above.resolve("folder");
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/file"), "text");
    FolderDeletion.delete(folder);
    assertThat(folder).doesNotExist();
    FolderDeletion.delete(folder);
    assertThat(above).isEmptyDirectory();
  }
}
