package io.ciderstream.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The genuine Milvus 2.3.5 server out of its Python wheel, for integration tests and benchmarks. It
 * listens on all interfaces.
 */
public final class MilvusStandalone implements Server {
  private static final List<String> PACKAGES = List.of("milvus==2.3.5");
  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(40);

  private static final String SETUP =
      """
      import sys
      from milvus import MilvusServer, _initialize_data_files
      server = MilvusServer()
      server.set_base_dir(sys.argv[1])
      server.listen_port = int(sys.argv[2])
      server.config.resolve()
      _initialize_data_files(sys.argv[1])
      """;

  private final Path dataDir;
  private final int port;
  private final int metricsPort;
  private ChildProcess process;

  private MilvusStandalone(Path dataDir, int port, int metricsPort) {
    this.dataDir = dataDir;
    this.port = port;
    this.metricsPort = metricsPort;
  }

  /**
   * Starts the server; installs it the first time.
   *
   * @param home where it is installed
   * @param dataDir where the rows are kept
   */
  public static MilvusStandalone start(ServerHome home, Path dataDir) {
    PythonEnvironment python = PythonEnvironment.of(home, "milvus-2.3.5", PACKAGES);
    int port = Ports.claim(0, "Milvus", "");
    int metrics = Ports.claim(0, "Milvus", "");
    MilvusStandalone milvus = new MilvusStandalone(dataDir, port, metrics);
    milvus.prepare(python);
    milvus.restart();
    return milvus;
  }

  /** Starts it again, on the same port, after {@link #kill()}. */
  public void restart() {
    process =
        ChildProcess.start(
            "milvus",
            dataDir,
            List.of(dataDir.resolve("bin").resolve("milvus").toString(), "run", "standalone"),
            Map.of(
                "LD_LIBRARY_PATH",
                dataDir.resolve("bin").toString(),
                "DEPLOY_MODE",
                "STANDALONE",
                "METRICS_PORT",
                Integer.toString(metricsPort)));
    process.awaitReady(() -> Ports.answers(port), READY);
  }

  /** Settings and binaries as the wheel's own wrapper lays them out, without its start. */
  private void prepare(PythonEnvironment python) {
    if (!Files.exists(dataDir.resolve("configs").resolve("milvus.yaml"))) {
      python.run(List.of("-c", SETUP, dataDir.toString(), Integer.toString(port)));
    }
  }

  /** An uri, as the Milvus clients take it. */
  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop(STOP);
  }
}
