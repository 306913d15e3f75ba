package io.ciderstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
  @TempDir private Path folder;

  @Test
  void shouldAcceptAFileAndAFolderThatExist() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "");
    assertThat(Arguments.file("--config", file)).isEqualTo(file);
    assertThat(Arguments.folder("FOLDER", folder)).isEqualTo(folder);
  }

  @Test
  void shouldNameTheArgumentOfAPathThatCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "");
    Path none = folder.resolve("none");
    assertRejected(() -> Arguments.file("--a", none), "--a: there is no file " + none + ".");
    assertRejected(
        () -> Arguments.file("--a", folder), "--a: " + folder + " is a folder; name a file.");
    assertRejected(() -> Arguments.folder("--a", none), "--a: there is no folder " + none + ".");
    assertRejected(
        () -> Arguments.folder("--a", file), "--a: " + file + " is a file; name a folder.");
    assertRejected(
        () -> Arguments.file("--a", Path.of("")), "--a is empty; write . for the current folder.");
  }

  @Test
  void shouldAcceptNumbersUpToTheirBounds() {
    assertThat(Arguments.within("--top", 1, 1, 10)).isEqualTo(1);
    assertThat(Arguments.within("--top", 10, 1, 10)).isEqualTo(10);
    assertThat(Arguments.atLeast("--rows", Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldSayWhichNumbersAreAllowed() {
    assertRejected(() -> Arguments.within("--top", 0, 1, 10), "--top is 0, but must be 1 to 10.");
    assertRejected(() -> Arguments.within("--top", 11, 1, 10), "--top is 11, but must be 1 to 10.");
    assertRejected(
        () -> Arguments.atLeast("--rows", -1, 1), "--rows is -1, but must be 1 or more.");
  }

  private static void assertRejected(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(ArgumentException.class).hasMessage(message);
  }
}
