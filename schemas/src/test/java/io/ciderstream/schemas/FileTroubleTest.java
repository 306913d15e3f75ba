package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir Path folder;

  @Test
  void shouldSayInWordsWhatTheFileSystemRefused() {
    assertThat(reason(() -> Files.readString(folder.resolve("none"))))
        .isEqualTo("it does not exist");
    assertThat(reason(() -> Files.readString(folder))).isEqualTo("it is a directory");
    assertThat(reason(() -> Files.createDirectory(folder))).isEqualTo("it exists already");
    assertThat(
            reason(
                () -> {
                  Path file = Files.createFile(folder.resolve("file"));
                  Files.readString(file.resolve("below"));
                }))
        .isEqualTo("Not a directory");
    assertThat(FileTrouble.reason(new AccessDeniedException("/x"))).isEqualTo("access is denied");
  }

  @Test
  void shouldNeverRepeatThePath() {
    assertThat(FileTrouble.reason(new FileSystemException("/x"))).isEqualTo("FileSystemException");
    assertThat(FileTrouble.reason(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void shouldFallBackToTheMessageAndThenToTheName() {
    assertThat(FileTrouble.reason(new IOException("broken pipe"))).isEqualTo("broken pipe");
    assertThat(FileTrouble.reason(new IOException((String) null))).isEqualTo("IOException");
    assertThat(FileTrouble.reason(new MalformedInputException(1)))
        .isEqualTo("it is not UTF-8 text");
  }

  private interface Use {
    void of() throws IOException;
  }

  private static String reason(Use use) {
    return FileTrouble.reason(catchThrowableOfType(IOException.class, use::of));
  }
}
