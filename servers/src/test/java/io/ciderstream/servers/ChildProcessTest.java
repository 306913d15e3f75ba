package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir private Path folder;

  @Test
  void shouldQuoteTheLastLinesOfAServerThatEndsAtOnce() {
    ChildProcess child =
        ChildProcess.start(
            "one", folder, List.of("sh", "-c", "echo no room >&2; exit 3"), Map.of());
    assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(10)))
        .isInstanceOf(ServerException.class)
        .hasMessageContainingAll("code 3", "no room", folder.resolve("one.log").toString());
  }

  @Test
  void shouldSayWhatToDoWhenAServerTakesTooLong() {
    ChildProcess child = ChildProcess.start("one", folder, List.of("sleep", "602"), Map.of());
    assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(10)))
        .hasMessageContaining("If this machine is busy, run the same command again");
    assertThat(child.isRunning()).isFalse();
  }

  @Test
  void shouldEndTheServerThatWasLeftBehind() {
    ChildProcess left = ChildProcess.start("one", folder, List.of("sleep", "600"), Map.of());
    ChildProcess.endStale("one", folder);
    assertThat(left.isRunning()).isFalse();
    assertThat(folder.resolve("one.pid")).doesNotExist();
  }

  @Test
  void shouldSpareAnUnrelatedProcessWithTheSameProcessId() throws Exception {
    Process unrelated = new ProcessBuilder("sleep", "601").start();
    try {
      Files.writeString(folder.resolve("one.pid"), unrelated.pid() + "\n/usr/bin/sleep 600");
      ChildProcess.endStale("one", folder);
      assertThat(unrelated.isAlive()).isTrue();
      assertThat(folder.resolve("one.pid")).doesNotExist();
    } finally {
      unrelated.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldKillAServerThatWillNotStop() {
    ChildProcess child =
        ChildProcess.start(
            "one", folder, List.of("sh", "-c", "trap '' TERM; echo up; sleep 600"), Map.of());
    child.awaitReady(() -> isUp(folder.resolve("one.log")), Duration.ofSeconds(10));
    child.stop(Duration.ofMillis(200));
    assertThat(child.isRunning()).isFalse();
  }

  @Test
  void shouldDoNothingWhileItIsFrozen() throws Exception {
    Path log = folder.resolve("one.log");
    ChildProcess child =
        ChildProcess.start(
            "one",
            folder,
            List.of("sh", "-c", "echo up; while :; do echo tick; sleep 0.02; done"),
            Map.of());
    try {
      child.awaitReady(() -> isUp(log), Duration.ofSeconds(10));
      child.freeze();
      long size = Files.size(log);
      assertThat(child.isRunning()).isTrue();
      await().during(Duration.ofMillis(300)).until(() -> Files.size(log) == size);
      child.thaw();
      child.awaitReady(() -> grew(log, size), Duration.ofSeconds(10));
      child.freeze();
    } finally {
      child.stop(Duration.ofSeconds(10));
    }
    assertThat(child.isRunning()).isFalse();
  }

  private static boolean grew(Path log, long size) {
    try {
      return Files.size(log) > size;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isUp(Path log) {
    try {
      return Files.readString(log).contains("up");
    } catch (IOException e) {
      return false;
    }
  }
}
