package io.ciderstream.cli.command;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one has started to train with it.
 *
 * @param rank its number, from 1
 * @param log gets its output
 */
record TrainProcess(int rank, Process process, Path log) {
  private static final String PROCESSES = "--processes";

  /**
   * Starts a process like this one.
   *
   * @param program that this process runs
   */
  static TrainProcess start(
      TrainProgram program, int rank, int processes, Path store, Path run, int threads)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add(program.mainClass());
    command.addAll(withoutProcesses(program.arguments()));
    command.addAll(List.of("--rank", "" + rank, "--world", "" + processes));
    command.addAll(List.of("--store", store.toString(), "--address", TrainGroup.LOCAL));
    if (program.arguments().stream().noneMatch(argument -> argument.startsWith("--threads"))) {
      command.addAll(List.of("--threads", "" + threads));
    }
    Path log = run.resolve("process-%d.log".formatted(rank));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // is among the input arguments
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new TrainProcess(rank, builder.start(), log);
  }

  static List<String> withoutProcesses(List<String> arguments) {
    List<String> left = new ArrayList<>();
    for (Iterator<String> all = arguments.iterator(); all.hasNext(); ) {
      String argument = all.next();
      if (argument.equals(PROCESSES)) {
        all.next(); // its value
      } else if (!argument.startsWith(PROCESSES + "=")) {
        left.add(argument);
      }
    }
    return left;
  }

  /** Returns whether it ends within this time. */
  boolean ended(Duration most) {
    try {
      return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns how it ended, which it has. */
  String end() {
    return "process %d ended with exit status %d; its output is in %s"
        .formatted(rank, process.exitValue(), log);
  }

  /** Returns the error of a training that it has left before the start. */
  CiderException lost() {
    return new CiderException(
        ErrorCode.TRAINING_PROCESS_LOST, "The training did not begin: %s.".formatted(end()));
  }

  void kill() {
    process.destroyForcibly();
  }
}
