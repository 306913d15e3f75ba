package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final int THREADS = 8;

  @TempDir Path dir;

  @Test
  void shouldFillOnceForAllWhoAskAtTheSameTime() throws Exception {
    AtomicInteger fills = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Path>> asked =
          IntStream.range(0, THREADS)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            return Installation.folder(
                                dir.resolve("tool"),
                                folder -> {
                                  fills.incrementAndGet();
                                  Files.writeString(folder.resolve("program"), "whole");
                                });
                          }))
              .toList();
      for (Future<Path> one : asked) {
        assertThat(one.get().resolve("program")).hasContent("whole");
      }
    }
    assertThat(fills).hasValue(1);
  }

  @Test
  void shouldLeaveNothingWhenFillingFails() {
    assertThatThrownBy(
            () ->
                Installation.folder(
                    dir.resolve("tool"),
                    folder -> {
                      Files.writeString(folder.resolve("half"), "half");
                      throw new IOException("no network");
                    }))
        .hasMessage("no network");
    assertThat(dir.resolve("tool")).doesNotExist();
    assertThat(dir).isDirectoryNotContaining(file -> Files.isDirectory(file));
  }

  @Test
  void shouldReplaceWhatAKilledProcessLeftUnfinished() throws Exception {
    Path unfinished = Files.createDirectories(dir.resolve(".tool.unfinished/sub"));
    Files.writeString(unfinished.resolve("half"), "half");
    Path made =
        Installation.folder(
            dir.resolve("tool"), folder -> Files.writeString(folder.resolve("program"), "whole"));
    assertThat(made.resolve("program")).hasContent("whole");
    assertThat(made.resolve("sub")).doesNotExist();
  }
}
