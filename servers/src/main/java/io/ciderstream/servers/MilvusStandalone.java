package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The genuine Milvus 2.3.5 server out of its Python wheel, for integration tests and benchmarks. It
 * listens on all interfaces.
 */
public final class MilvusStandalone implements Server {
  private static final String NAME = "milvus";
  private static final List<String> PACKAGES = List.of("milvus==2.3.5");
  private static final Duration READY = Duration.ofSeconds(120);

  /** Short, as its own stop ends in an abort after 30 s; a kill loses nothing acknowledged. */
  private static final Duration STOP = Duration.ofSeconds(2);

  /** A port whose last connection still lingers is free for Milvus, so it is for the wrapper. */
  private static final String SETUP =
      """
      import socket, sys
      from milvus import MilvusServer, MilvusServerConfig, _initialize_data_files
      def bind(self, port):
          try:
              return socket.create_server(("127.0.0.1", port), reuse_port=False)
          except OSError:
              return None
      MilvusServerConfig.try_bind_port = bind
      server = MilvusServer()
      server.set_base_dir(sys.argv[1])
      server.listen_port = int(sys.argv[2])
      server.config.resolve()
      _initialize_data_files(sys.argv[1])
      """;

  /** Two servers that start at once would find the same usual ones free, and one of them abort. */
  private static final List<String> COMPONENT_PORTS =
      List.of(
          "ROOTCOORD_PORT",
          "DATACOORD_PORT",
          "QUERYCOORD_PORT",
          "DATANODE_PORT",
          "QUERYNODE_PORT",
          "INDEXNODE_PORT",
          "PROXY_INTERNALPORT");

  /** After a kill the next start waits until its predecessor's sessions have ended: 30 s else. */
  private static final String SESSION_SECONDS = "5";

  private static final String ETCD =
      """
      name: default
      listen-client-urls: http://127.0.0.1:%1$d
      advertise-client-urls: http://127.0.0.1:%1$d
      listen-peer-urls: http://127.0.0.1:%2$d
      initial-advertise-peer-urls: http://127.0.0.1:%2$d
      initial-cluster: default=http://127.0.0.1:%2$d
      """;

  private final Path dataDir;
  private final int port;
  private final Map<String, String> environment;
  private ChildProcess process;

  private MilvusStandalone(Path dataDir, int port, Map<String, String> environment) {
    this.dataDir = dataDir;
    this.port = port;
    this.environment = environment;
  }

  /**
   * Starts the server on any free port; installs it the first time.
   *
   * @param home where it is installed
   * @param dataDir where the rows are kept
   */
  public static MilvusStandalone start(ServerHome home, Path dataDir) {
    return start(home, dataDir, 0);
  }

  /**
   * Starts the server; installs it the first time.
   *
   * @param home where it is installed
   * @param dataDir where the rows are kept
   * @param port 0 for any free one
   */
  public static MilvusStandalone start(ServerHome home, Path dataDir, int port) {
    return start(home, dataDir, port, Map.of());
  }

  /**
   * As above.
   *
   * @param settings of milvus.yaml, as Milvus takes them from its environment, such as
   *     COMMON_SECURITY_AUTHORIZATIONENABLED
   */
  public static MilvusStandalone start(
      ServerHome home, Path dataDir, int port, Map<String, String> settings) {
    PythonEnvironment python = PythonEnvironment.of(home, "milvus-2.3.5", PACKAGES);
    Path folder = dataDir.toAbsolutePath();
    ChildProcess.endStale(NAME, folder);
    int[] ports = Ports.claim(port, 3 + COMPONENT_PORTS.size(), "Milvus", "its port");
    // settings and binaries as the wheel's own wrapper lays them out, without its start
    python.run(List.of("-c", SETUP, folder.toString(), Integer.toString(ports[0])));
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("LD_LIBRARY_PATH", folder.resolve("bin").toString());
    environment.put("DEPLOY_MODE", "STANDALONE");
    environment.putIfAbsent("COMMON_SESSION_TTL", SESSION_SECONDS);
    environment.put("METRICS_PORT", Integer.toString(ports[1]));
    for (int i = 0; i < COMPONENT_PORTS.size(); i++) {
      environment.put(COMPONENT_PORTS.get(i), Integer.toString(ports[4 + i]));
    }
    environment.put("ETCD_CONFIG_PATH", etcd(folder, ports[2], ports[3]).toString());
    MilvusStandalone milvus = new MilvusStandalone(folder, ports[0], Map.copyOf(environment));
    milvus.restart();
    return milvus;
  }

  /** The settings of the etcd within it, which else takes the same two ports on any machine. */
  private static Path etcd(Path folder, int clients, int peers) {
    try {
      return Files.writeString(
          folder.resolve("configs").resolve("etcd.yaml"), ETCD.formatted(clients, peers));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be written.", e);
    }
  }

  /** Starts it again, on the same port, after {@link #kill()}. */
  public void restart() {
    process =
        ChildProcess.start(
            NAME,
            dataDir,
            List.of(dataDir.resolve("bin").resolve("milvus").toString(), "run", "standalone"),
            environment);
    process.awaitReady(() -> Ports.answers(port), READY);
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** An uri, as the Milvus clients take it. */
  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** False once it has ended, by whatever cause. */
  public boolean isRunning() {
    return process.isRunning();
  }

  /** What it has used of the processors so far. */
  public Duration processorTime() {
    return process.processorTime();
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  /**
   * Stops it in the midst of what it does: connections stay open and take bytes, nothing is
   * answered, and what was sent is read after {@link #thaw()}.
   */
  public void freeze() {
    process.freeze();
  }

  /** Lets it go on after {@link #freeze()}. */
  public void thaw() {
    process.thaw();
  }

  @Override
  public void close() {
    process.stop(STOP);
  }
}
