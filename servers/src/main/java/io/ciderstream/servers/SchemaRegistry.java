package io.ciderstream.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Apicurio Registry, which speaks the REST API of Confluent's schema registry. */
public final class SchemaRegistry implements ChildServer {
  private static final String NAME = "registry";
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final String API = "/apis/ccompat/v7";

  private final Path jar;
  private final Path folder;
  private final int port;
  private final int management;
  private final Optional<SelfSigned> identity;
  private ChildProcess process;

  private SchemaRegistry(
      Path jar, Path folder, int port, int management, Optional<SelfSigned> identity) {
    this.jar = jar;
    this.folder = folder;
    this.port = port;
    this.management = management;
    this.identity = identity;
  }

  /**
   * Starts the registry, which the build has unpacked.
   *
   * @param home where the server is installed
   * @param dataDir where the schemas and their ids are kept
   * @param port 0 selects a free one
   */
  public static SchemaRegistry start(ServerHome home, Path dataDir, int port) {
    return start(home, dataDir, port, Optional.empty());
  }

  /**
   * Starts the registry as {@link #start(ServerHome, Path, int)} does, with TLS only.
   *
   * @param identity its certificate
   */
  public static SchemaRegistry start(ServerHome home, Path dataDir, int port, SelfSigned identity) {
    return start(home, dataDir, port, Optional.of(identity));
  }

  private static SchemaRegistry start(
      ServerHome home, Path dataDir, int port, Optional<SelfSigned> identity) {
    Path jar = RegistryInstallation.folder(home).resolve("quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new ServerException(
          "The schema registry is not at %s; build again with mvn package.".formatted(jar));
    }
    Path folder = dataDir.toAbsolutePath();
    ChildProcess.endStale(NAME, folder);
    int[] ports = Ports.claim(port, 1, "the schema registry");
    SchemaRegistry registry = new SchemaRegistry(jar, folder, ports[0], ports[1], identity);
    registry.restart();
    return registry;
  }

  /** Starts the server again on the same port, after {@link #kill()}. */
  public void restart() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(identity.map(this::tls).orElseGet(this::plain));
    command.addAll(arguments());
    process = ChildProcess.start(NAME, folder, command, Map.of());
    // the management port has no TLS
    String ready =
        identity.isPresent()
            ? "http://127.0.0.1:%d/health/ready".formatted(management)
            : address() + "/subjects";
    try (HttpClient client = HttpClient.newHttpClient()) {
      process.awaitReady(() -> answers(client, ready), ChildProcess.READY_TIMEOUT);
    }
  }

  private List<String> plain() {
    return List.of("-Dquarkus.http.port=" + port);
  }

  private List<String> tls(SelfSigned own) {
    return List.of(
        "-Dquarkus.http.ssl-port=" + port,
        "-Dquarkus.http.insecure-requests=disabled",
        "-Dquarkus.http.ssl.certificate.files=" + own.pem(),
        "-Dquarkus.http.ssl.certificate.key-files=" + own.key());
  }

  private List<String> arguments() {
    return List.of(
        "-Xmx160m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.management.host=127.0.0.1",
        "-Dquarkus.management.port=" + management,
        "-Dapicurio.storage.kind=sql",
        "-Dapicurio.storage.sql.kind=h2",
        // without a write delay an acknowledged schema survives a crash
        "-Dapicurio.datasource.url=jdbc:h2:file:%s;WRITE_DELAY=0"
            .formatted(folder.resolve("schemas")),
        "-Dapicurio.datasource.jdbc.initial-size=2",
        "-Dapicurio.datasource.jdbc.min-size=2",
        "-jar",
        jar.toString());
  }

  private static boolean answers(HttpClient client, String url) {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the base URL of Confluent's REST API. */
  @Override
  public String address() {
    return "%s://127.0.0.1:%d%s".formatted(identity.isPresent() ? "https" : "http", port, API);
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  @Override
  public Path log() {
    return process.log();
  }

  /** Returns whether the process is running. */
  public boolean isRunning() {
    return process.isRunning();
  }

  /** Kills the server, as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Suspends the process. */
  public void freeze() {
    process.freeze();
  }

  /** Resumes the process after {@link #freeze}. */
  public void thaw() {
    process.thaw();
  }

  /** Returns the port that it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.stop(STOP_TIMEOUT);
  }
}
