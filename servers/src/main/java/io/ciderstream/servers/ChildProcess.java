package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A server as a child of this JVM. Its output goes to a file; it ends with this JVM, and {@link
 * #endStale} ends one that a killed JVM left behind on the same folder.
 */
final class ChildProcess {
  /** How long a server that still runs may take to answer; long, for a machine that is busy. */
  static final Duration READY_TIMEOUT = Duration.ofMinutes(4);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
  private static final int LINES_QUOTED = 15;
  private static final Pattern CRASH =
      Pattern.compile(
          "^(panic:|fatal error:|SIG[A-Z]+:|unexpected fault|terminate called|#\\s+A fatal)");

  private final String name;
  private final Process process;
  private final Path log;
  private final Path pidFile;
  private final Thread hook;
  private volatile boolean frozen;

  private ChildProcess(String name, Process process, Path log, Path pidFile) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.pidFile = pidFile;
    this.hook =
        new Thread(
            () -> {
              thaw(); // a suspended process would not handle the signal
              process.destroy();
            },
            "stop-" + name);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      endTree(process.toHandle()); // the JVM is shutting down: no hook would end the process
      throw new ServerException(name + " is not started while the program stops.", e);
    }
  }

  /**
   * Starts a command with the folder as its working folder.
   *
   * @param name of the server, for messages and file names
   * @param dataDir its folder; keeps the log and the process id
   */
  static ChildProcess start(
      String name, Path dataDir, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(dataDir);
      Path pidFile = pidFile(name, dataDir);
      Path log = dataDir.resolve(name + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(dataDir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      Files.writeString(pidFile, process.pid() + "\n" + commandLine(process.toHandle()));
      return new ChildProcess(name, process, log, pidFile);
    } catch (IOException e) {
      throw new ServerException(
          "%s cannot be started by %s: %s.".formatted(name, command.getFirst(), e.getMessage()), e);
    }
  }

  /**
   * Ends the server that a killed JVM left behind on this folder, if there is one. Call this before
   * the port is claimed, which that server may hold. The process id may belong to another program
   * by now, so the command line must be the same too.
   */
  static void endStale(String name, Path dataDir) {
    Path pidFile = pidFile(name, dataDir);
    try {
      if (!Files.exists(pidFile)) {
        return;
      }
      String[] lines = Files.readString(pidFile).split("\n", 2);
      if (lines.length == 2 && !lines[1].isEmpty()) {
        ProcessHandle.of(Long.parseLong(lines[0]))
            .filter(handle -> commandLine(handle).equals(lines[1]))
            .ifPresent(ChildProcess::endTree);
      }
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + pidFile + " cannot be used.", e);
    }
  }

  private static Path pidFile(String name, Path dataDir) {
    return dataDir.resolve(name + ".pid");
  }

  private static String commandLine(ProcessHandle handle) {
    return handle.info().commandLine().orElse("");
  }

  private static void endTree(ProcessHandle root) {
    List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle handle : all) {
      await(handle, KILL_TIMEOUT);
    }
  }

  private static void await(ProcessHandle handle, Duration timeout) {
    try {
      handle.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the process was killed: nothing else can be done
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the server is ready.
   *
   * @throws ServerException with the last lines of its log if it ends or the time limit is reached
   */
  void awaitReady(BooleanSupplier ready, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failed("ended with code " + process.exitValue());
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw failed(
            "did not answer within %d s. If this machine is busy, run the same command again later"
                .formatted(timeout.toSeconds()));
      }
      try {
        process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        kill();
        throw failed("was interrupted while starting");
      }
    }
  }

  private ServerException failed(String how) {
    return new ServerException(
        "%s %s. Its log is %s and ends with:%n%s".formatted(name, how, log, relevantLines()));
  }

  /** Returns the last lines, or those from the beginning of a crash, which stacks can follow. */
  private String relevantLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      int last = Math.max(0, lines.size() - LINES_QUOTED);
      int first =
          IntStream.range(0, lines.size())
              .filter(line -> CRASH.matcher(lines.get(line)).find())
              .findFirst()
              .orElse(last);
      return String.join("\n", lines.subList(first, Math.min(lines.size(), first + LINES_QUOTED)));
    } catch (IOException e) {
      throw new UncheckedIOException("The log " + log + " cannot be read.", e);
    }
  }

  /** Completes with the exit code when the process has ended. */
  CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Returns the file with the output. */
  Path log() {
    return log;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Returns the processor time that the process and its children have used so far. */
  Duration processorTime() {
    return ProcessUsage.processorTime(process.toHandle());
  }

  /** Returns the memory that the process and its children have resident, in bytes. */
  long residentBytes() {
    return ProcessUsage.residentBytes(process.toHandle());
  }

  /** Kills the process with all its children, as a crash would. */
  void kill() {
    endTree(process.toHandle());
    ends(KILL_TIMEOUT);
    forget();
  }

  /** Suspends the process and its children with SIGSTOP. */
  void freeze() {
    frozen = true;
    ProcessSignals.freeze(process.toHandle());
  }

  /** Resumes the process after {@link #freeze}; otherwise does nothing. */
  void thaw() {
    if (frozen) {
      frozen = false;
      ProcessSignals.thaw(process.toHandle());
    }
  }

  /** Stops the process, and kills it if it has not ended within the time limit. */
  void stop(Duration timeout) {
    thaw();
    process.destroy();
    if (ends(timeout)) {
      forget();
    } else {
      kill();
    }
  }

  /** Waits for the process itself, which can notice its end later than its handle. */
  private boolean ends(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down: the hook runs anyway
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + pidFile + " cannot be deleted.", e);
    }
  }
}
