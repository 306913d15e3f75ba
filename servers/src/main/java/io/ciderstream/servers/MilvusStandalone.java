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
 * The Milvus 2.3.5 server from its Python wheel, for integration tests and benchmarks. It listens
 * on all interfaces.
 */
public final class MilvusStandalone implements MilvusServer {
  private static final String NAME = "milvus";

  /** The version that is installed. */
  public static final String VERSION = "2.3.5";

  private static final List<String> PACKAGES = List.of("milvus==" + VERSION);

  /** Short, since its own stop ends in an abort after 30 s; a kill loses nothing acknowledged. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  /** Lets the wrapper use a port with a lingering connection, as Milvus itself does. */
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

  /** Chosen freely, since two servers that start at once would select the same default ports. */
  private static final List<String> COMPONENT_PORTS =
      List.of(
          "ROOTCOORD_PORT",
          "DATACOORD_PORT",
          "QUERYCOORD_PORT",
          "DATANODE_PORT",
          "QUERYNODE_PORT",
          "INDEXNODE_PORT",
          "PROXY_INTERNALPORT");

  /** After a kill the next start waits this long for the old sessions; the default is 30 s. */
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
   * Starts the server on any free port. It is installed first if it is not.
   *
   * @param home where the server is installed
   * @param dataDir where the rows are kept
   */
  public static MilvusStandalone start(ServerHome home, Path dataDir) {
    return start(home, dataDir, 0);
  }

  /**
   * Starts the server, which is installed first if it is not.
   *
   * @param home where the server is installed
   * @param dataDir where the rows are kept
   * @param port 0 selects a free one
   */
  public static MilvusStandalone start(ServerHome home, Path dataDir, int port) {
    return start(home, dataDir, port, Map.of());
  }

  /**
   * Starts the server with settings.
   *
   * @param settings of milvus.yaml as environment variables, such as
   *     COMMON_SECURITY_AUTHORIZATIONENABLED
   */
  public static MilvusStandalone start(
      ServerHome home, Path dataDir, int port, Map<String, String> settings) {
    PythonEnvironment python = PythonEnvironment.of(home, "milvus-" + VERSION, PACKAGES);
    Path folder = dataDir.toAbsolutePath();
    ChildProcess.endStale(NAME, folder);
    int[] ports = Ports.claim(port, 3 + COMPONENT_PORTS.size(), "Milvus");
    // prepares settings and binaries with the wheel's own wrapper, but does not start it
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

  /** Writes the settings of the embedded etcd, whose default ports are fixed. */
  private static Path etcd(Path folder, int clients, int peers) {
    try {
      return Files.writeString(
          folder.resolve("configs").resolve("etcd.yaml"), ETCD.formatted(clients, peers));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be written.", e);
    }
  }

  @Override
  public void restart() {
    restart(Map.of());
  }

  /**
   * Starts the server again after {@link #kill()}, once with further settings.
   *
   * @param settings of milvus.yaml as environment variables
   */
  public void restart(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    process =
        ChildProcess.start(
            NAME,
            dataDir,
            List.of(dataDir.resolve("bin").resolve("milvus").toString(), "run", "standalone"),
            all);
    process.awaitReady(() -> Ports.answers(port), ChildProcess.READY_TIMEOUT);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns whether the process is running. */
  public boolean isRunning() {
    return process.isRunning();
  }

  @Override
  public Duration processorTime() {
    return process.processorTime();
  }

  @Override
  public long residentBytes() {
    return process.residentBytes();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void freeze() {
    process.freeze();
  }

  @Override
  public void thaw() {
    process.thaw();
  }

  @Override
  public void close() {
    process.stop(STOP_TIMEOUT);
  }
}
