package io.ciderstream.servers.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The machine that this runs on. */
public final class ThisMachine implements Machine {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
  private static final int CONNECT_MS = 500;

  private final Path home;

  /**
   * Creates the machine without querying it.
   *
   * @param home where the launcher keeps its files
   */
  public ThisMachine(Path home) {
    this.home = home;
  }

  @Override
  public Optional<String> output(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return Optional.empty();
    }
    CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
    try {
      if (process.waitFor(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          && process.exitValue() == 0) {
        return Optional.of(output.join().strip());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public int javaVersion() {
    return Runtime.version().feature();
  }

  @Override
  public long freeBytes() {
    Path existing = home.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + existing + " cannot be examined.", e);
    }
  }

  @Override
  public boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean answers(String url) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(ANSWER_TIMEOUT)
              .method("HEAD", noBody())
              .build();
      http.send(request, BodyHandlers.discarding());
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  @Override
  public String mavenSettings() {
    Path file = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
