package io.ciderstream.trials.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of the program in a separate JVM, with the class path and options of this one. It ends
 * with this JVM. One thread.
 */
final class RoleProcess implements AutoCloseable {
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final long POLL_MS = 20;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
  private static final int KIB = 1024;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread hook;
  private final long started = System.nanoTime();
  private final HttpClient http = HttpClient.newHttpClient();

  private RoleProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.hook = new Thread(process::destroy, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a command.
   *
   * @param folder for its output
   */
  static RoleProcess start(String name, Map<String, String> settings, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Dcider.terminal"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(System.getProperty("sun.java.command").split(" ", 2)[0]);
    command.add(name);
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    try {
      Path log = Files.createTempFile(folder, name + "-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      return new RoleProcess(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException("The process %s cannot be started.".formatted(name), e);
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Waits until each address in turn answers 200, and returns seconds since the start. */
  double awaitAnswers(List<URI> addresses) throws InterruptedException {
    for (URI address : addresses) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(REQUEST_TIMEOUT).build();
      while (!answers(request)) {
        if (!process.isAlive() || System.nanoTime() - started > READY_TIMEOUT.toNanos()) {
          throw new IllegalStateException(
              "%s ended, or did not answer at %s within %d s; its output is %s"
                  .formatted(name, address, READY_TIMEOUT.toSeconds(), output()));
        }
        Thread.sleep(POLL_MS);
      }
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private boolean answers(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for the end of a command that ends by itself. */
  void awaitSuccess() throws InterruptedException {
    if (!process.waitFor(READY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        || process.exitValue() != 0) {
      throw new IllegalStateException("%s failed: %s".formatted(name, output()));
    }
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return log.toString();
    }
  }

  /** Collects the garbage of the process and returns the bytes of the objects that are left. */
  long liveHeapBytes() throws InterruptedException {
    try {
      Process histogram =
          new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      histogram.waitFor();
      return number(TOTAL, text);
    } catch (IOException e) {
      throw new UncheckedIOException("jcmd cannot be run; it comes with a JDK.", e);
    }
  }

  /** Returns the memory that the process has resident. */
  long residentBytes() {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      return KIB * number(RESIDENT, Files.readString(status));
    } catch (IOException e) {
      throw new UncheckedIOException("The memory of %s cannot be read.".formatted(name), e);
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("%s is not in: %s".formatted(pattern, text));
    }
    return Long.parseLong(found.group(1));
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down: the hook runs anyway
    }
  }
}
