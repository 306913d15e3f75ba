package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration KILL = Duration.ofSeconds(10);
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
              thaw(); // one that is frozen would not hear of its end
              process.destroy();
            },
            "stop-" + name);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      endTree(process.toHandle()); // the JVM is going down: nobody would end it
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
   * Ends the server that a killed JVM left behind on this folder, if there is one. Call it before
   * the port is claimed, which that server may hold. A process id alone may have gone to a
   * stranger, so the command line has to be the same too.
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
      await(handle, KILL);
    }
  }

  private static void await(ProcessHandle handle, Duration patience) {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // it was killed: there is no more to be done
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the server is ready.
   *
   * @throws ServerException with the last lines of its log if it ends or the patience does
   */
  void awaitReady(BooleanSupplier ready, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failed("ended with code " + process.exitValue());
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw failed(
            "did not answer within %d s. If this machine is busy, run the same command again later"
                .formatted(patience.toSeconds()));
      }
      try {
        process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        kill();
        throw failed("was interrupted while starting");
      }
    }
  }

  private ServerException failed(String how) {
    return new ServerException(
        "%s %s. Its log is %s and ends with:%n%s".formatted(name, how, log, telling()));
  }

  /** The last lines, or those from where it began to crash: stacks of all threads may follow. */
  private String telling() {
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

  /** Completes with the exit code once the process has ended. */
  CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** The file with its output. */
  Path log() {
    return log;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What it and its children have used of the processors so far. */
  Duration processorTime() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Ends it at once, with all its children, as a crash would. */
  void kill() {
    endTree(process.toHandle());
    ends(KILL);
    forget();
  }

  /** Stops it and its children in the midst of what they do, as SIGSTOP does. */
  void freeze() {
    frozen = true;
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}; else does nothing. */
  void thaw() {
    if (frozen) {
      frozen = false;
      signal("CONT");
    }
  }

  private void signal(String name) {
    List<String> command = new ArrayList<>(List.of("kill", "-s", name));
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> Long.toString(handle.pid()))
        .forEach(command::add);
    try {
      // a child may have ended meanwhile, which is all that can be wrong here
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

  /** Asks it to end, and kills it when it has not ended in time. */
  void stop(Duration patience) {
    thaw();
    process.destroy();
    if (ends(patience)) {
      forget();
    } else {
      kill();
    }
  }

  /** By the process itself, which may hear of its end later than its handle. */
  private boolean ends(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is going down: the hook runs anyway
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + pidFile + " cannot be deleted.", e);
    }
  }
}
