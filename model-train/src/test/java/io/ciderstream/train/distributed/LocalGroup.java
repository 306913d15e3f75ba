package io.ciderstream.train.distributed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Runs the processes of a group as threads of this one, joined by Gloo. */
public final class LocalGroup {
  private LocalGroup() {}

  /**
   * Runs work in each process.
   *
   * @param store a file that does not exist
   * @return the results by rank; fails as the first process that failed did
   */
  public static <T> List<T> run(int size, Path store, Function<ProcessGroup, T> work) {
    List<CompletableFuture<T>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(size)) {
      for (int rank = 0; rank < size; rank++) {
        GlooGroup.Options options =
            new GlooGroup.Options(
                rank, size, store, Optional.of("127.0.0.1"), Duration.ofMinutes(2));
        results.add(CompletableFuture.supplyAsync(() -> inGroup(options, work), threads));
      }
      return results.stream().map(CompletableFuture::join).toList();
    }
  }

  private static <T> T inGroup(GlooGroup.Options options, Function<ProcessGroup, T> work) {
    try (ProcessGroup group = new GlooGroup(options)) {
      return work.apply(group);
    }
  }
}
