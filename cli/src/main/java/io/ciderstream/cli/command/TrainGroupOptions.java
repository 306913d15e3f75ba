package io.ciderstream.cli.command;

import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.train.distributed.GlooGroup;
import io.ciderstream.train.distributed.OneProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of a training in several processes. */
final class TrainGroupOptions {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = {
        "Processes on this machine that train together, each with its part of every batch, and",
        "each on a GPU of its own if there are several (default: 1)."
      })
  private int processes = 1;

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = {
        "Number of this process, from 0, where each is started by hand, such as on several machines.",
        "All need the same --config, --set and --resume, and must see the same data and run folder."
      })
  private Integer rank;

  @Option(
      names = "--world",
      paramLabel = "N",
      description = "How many processes there are, with --rank.")
  private Integer world;

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description = {
        "A file by which the processes find each other, with --rank: one that all of them can write",
        "and that does not exist yet."
      })
  private Path store;

  @Option(
      names = "--address",
      paramLabel = "HOST",
      description = {
        "Name or address of this machine that the other processes reach, with --rank (default: what",
        "the machine's own name means)."
      })
  private String address;

  /**
   * Checks how the options go together.
   *
   * @throws ArgumentException naming the option and the remedy
   */
  void check() {
    Arguments.within("--processes", processes, 1, 1024);
    boolean any = rank != null || world != null || store != null || address != null;
    if (!any) {
      return;
    }
    if (processes > 1) {
      throw new ArgumentException(
          "--processes starts all processes on this machine; leave out --rank, --world, --store and --address, or --processes.");
    }
    if (rank == null || world == null || store == null) {
      throw new ArgumentException(
          "A process that is started by hand needs all of --rank, --world and --store.");
    }
    Arguments.within("--world", world, 2, 65_536);
    Arguments.within("--rank", rank, 0, world - 1);
  }

  /** Returns whether this is one of several processes. */
  boolean several() {
    return processes > 1 || rank != null;
  }

  /** Returns how many threads each process has unless it is told otherwise. */
  int threads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / processes);
  }

  /**
   * Opens the group, and starts the other processes if they are to be started here. Waits for them.
   *
   * @param program that this process runs
   * @param run folder of the run, where the others' output is written
   * @param threads of each process
   */
  TrainGroup open(TrainProgram program, Path run, int threads) {
    if (rank != null) {
      Optional<String> host = Optional.ofNullable(address);
      Path file = store.toAbsolutePath();
      return new TrainGroup(
          new GlooGroup(new GlooGroup.Options(rank, world, file, host, PATIENCE)), List.of());
    }
    return processes == 1
        ? new TrainGroup(new OneProcess(), List.of())
        : TrainGroup.start(program, processes, run, threads);
  }
}
