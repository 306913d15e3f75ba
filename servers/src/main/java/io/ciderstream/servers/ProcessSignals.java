package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Suspends and resumes processes, for fault tests. Any thread. */
public final class ProcessSignals {
  private ProcessSignals() {}

  /** Suspends a process and its children with SIGSTOP. */
  public static void freeze(ProcessHandle process) {
    send("STOP", process);
  }

  /** Resumes a process and its children with SIGCONT. */
  public static void thaw(ProcessHandle process) {
    send("CONT", process);
  }

  private static void send(String signal, ProcessHandle process) {
    List<String> command = new ArrayList<>(List.of("kill", "-s", signal));
    Stream.concat(Stream.of(process), process.descendants())
        .map(handle -> Long.toString(handle.pid()))
        .forEach(command::add);
    try {
      // a failure only means that a child has ended meanwhile
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("The program kill cannot be run.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
