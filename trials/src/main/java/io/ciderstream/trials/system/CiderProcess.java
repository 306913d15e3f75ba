package io.ciderstream.trials.system;

import io.ciderstream.servers.ProcessSignals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of the program in a JVM of its own, with this JVM's options and class path. It ends
 * with this JVM. One thread.
 */
public final class CiderProcess implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 20;
  private static final int LINES_QUOTED = 12;

  private final List<String> arguments;
  private final Process process;
  private final Path log;
  private final Thread hook;
  private final long started = System.nanoTime();

  private CiderProcess(List<String> arguments, Process process, Path log) {
    this.arguments = List.copyOf(arguments);
    this.process = process;
    this.log = log;
    this.hook =
        new Thread(
            () -> {
              ProcessSignals.thaw(process.toHandle()); // a suspended process handles no signal
              process.destroy();
            },
            "stop-cider-process");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a command.
   *
   * @param arguments such as {@code embedder --set data.dir=x}
   * @param log receives both outputs
   */
  public static CiderProcess start(List<String> arguments, Path log) {
    return start(arguments, log, System.getProperty("java.class.path"));
  }

  /**
   * Starts a command of another build.
   *
   * @param log receives both outputs; appended to if it exists
   * @param classPath of the build
   */
  public static CiderProcess start(List<String> arguments, Path log, String classPath) {
    List<String> command = new ArrayList<>(priority(arguments.getFirst()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions());
    command.addAll(roleOptions());
    command.add(mainClass());
    command.addAll(arguments);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      // no argument, since ONNX Runtime 1.29 overflows its stack on a command line of 20 KB
      builder.environment().put("CLASSPATH", classPath);
      Process process = builder.start();
      return new CiderProcess(arguments, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("A process of cider cannot be started.", e);
    }
  }

  /** Returns the options of this JVM without those of a terminal. */
  private static List<String> jvmOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Dcider.terminal"))
        .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
        .toList();
  }

  /** Returns the options that the launcher gives to roles alone. */
  private static List<String> roleOptions() {
    String flags = System.getProperty("cider.role.flags");
    return flags == null ? List.of() : List.of(flags.split(" "));
  }

  /** Returns the prefix of a command that runs with lower priority, as the launcher runs it. */
  private static List<String> priority(String command) {
    String nice = System.getProperty("cider.embedder.nice");
    return nice == null || !command.equals("embedder") ? List.of() : List.of("nice", "-n", nice);
  }

  private static String mainClass() {
    return System.getProperty("sun.java.command").split(" ", 2)[0];
  }

  /** Kills the process, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    forget();
  }

  /** Suspends the process until {@link #thaw}. */
  public void freeze() {
    ProcessSignals.freeze(process.toHandle());
  }

  /** Resumes the process. */
  public void thaw() {
    ProcessSignals.thaw(process.toHandle());
  }

  /** Returns the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Waits until the role is ready, and returns seconds since its start.
   *
   * @param metricsPort the value of {@code metrics.port}
   */
  public double awaitReady(int metricsPort, Duration timeout) {
    return awaitHttp(URI.create("http://127.0.0.1:%d/ready".formatted(metricsPort)), timeout);
  }

  /** Waits until an address returns 200, and returns seconds since the start of the process. */
  public double awaitHttp(URI address, Duration timeout) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(REQUEST_TIMEOUT).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!answers(http, request)) {
        if (!process.isAlive()) {
          throw failed("ended with code " + process.exitValue());
        }
        if (System.nanoTime() - started > timeout.toNanos()) {
          throw failed("was not ready within %d s".formatted(timeout.toSeconds()));
        }
        Thread.sleep(POLL_MILLIS);
      }
      return secondsSinceStart();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns seconds since the process was started. */
  public double secondsSinceStart() {
    return (System.nanoTime() - started) / 1e9;
  }

  /**
   * Waits for the end of the process.
   *
   * @return its exit code
   * @throws IllegalStateException if it does not end in time
   */
  public int awaitEnd(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("did not end within %d s".formatted(timeout.toSeconds()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException(
        "cider %s %s. Its output is %s and ends with:%n%s"
            .formatted(String.join(" ", arguments), how, log, lastLines()));
  }

  /** Returns the end of the output. */
  public String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_QUOTED), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a process", e);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forget();
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down: the hook runs anyway
    }
  }
}
