package io.ciderstream.cli.command;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.distributed.GlooGroup;
import io.ciderstream.train.distributed.ProcessGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The group of a training, with the processes that were started for it on this machine: they end
 * with this one, since they lose it.
 *
 * @param group this process's
 * @param others processes 1, 2 and so on
 */
record TrainGroup(ProcessGroup group, List<TrainProcess> others) implements AutoCloseable {
  /** Address at which processes of one machine reach each other. */
  static final String LOCAL = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOST = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(30);

  TrainGroup {
    others = List.copyOf(others);
  }

  /**
   * Starts the other processes and waits for them.
   *
   * @throws CiderException TRAINING_PROCESS_LOST if one ends, or does not come in time
   */
  static TrainGroup start(TrainProgram program, int processes, Path run, int threads) {
    List<TrainProcess> others = new ArrayList<>();
    try {
      Files.createDirectories(run);
      Path store = Files.createTempFile("cider-train-", ".store");
      store.toFile().deleteOnExit();
      for (int rank = 1; rank < processes; rank++) {
        others.add(TrainProcess.start(program, rank, processes, store, run, threads));
      }
      GlooGroup.Options options =
          new GlooGroup.Options(0, processes, store, Optional.of(LOCAL), PATIENCE);
      return new TrainGroup(join(options, others), others);
    } catch (IOException e) {
      others.forEach(TrainProcess::kill);
      throw new UncheckedIOException("starting the processes of a training", e);
    } catch (RuntimeException e) {
      others.forEach(TrainProcess::kill);
      throw e;
    }
  }

  /** Waits for the others in a thread of its own, to notice before if one of them has ended. */
  private static ProcessGroup join(GlooGroup.Options options, List<TrainProcess> others) {
    CompletableFuture<ProcessGroup> joined = new CompletableFuture<>();
    others.forEach(
        one -> one.process().onExit().thenRun(() -> joined.completeExceptionally(one.lost())));
    Thread.ofPlatform()
        .daemon()
        .name("join-training")
        .start(
            () -> {
              try {
                joined.complete(new GlooGroup(options));
              } catch (RuntimeException e) {
                joined.completeExceptionally(e);
              }
            });
    try {
      return joined.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Says where the output of the other processes is. */
  void announce(Consumer<String> out) {
    if (!others.isEmpty()) {
      out.accept(
          "%d processes train together; process 0 is this one, the output of the others is in %s"
              .formatted(group.size(), others.stream().map(one -> one.log().toString()).toList()));
    }
  }

  /** Says which of the other processes have ended, or do so now. */
  void sayLost(Consumer<String> out) {
    for (TrainProcess one : others) {
      if (one.ended(LOST)) {
        out.accept(one.end());
      }
    }
  }

  @Override
  public void close() {
    group.close();
    for (TrainProcess one : others) {
      if (!one.ended(END)) {
        one.kill();
      }
    }
  }
}
