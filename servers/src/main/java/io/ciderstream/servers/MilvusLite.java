package io.ciderstream.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Milvus Lite: one port, quick, durable, good for tens of thousands of pictures. */
public final class MilvusLite implements Server {
  private static final List<String> PACKAGES = List.of("milvus-lite==3.2.2", "pymilvus==3.0.2");
  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final ChildProcess process;
  private final int port;

  private MilvusLite(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the server; installs it the first time.
   *
   * @param home where it is installed
   * @param dataDir where the rows are kept
   * @param port 0 for any free one
   */
  public static MilvusLite start(ServerHome home, Path dataDir, int port) {
    PythonEnvironment python = PythonEnvironment.of(home, "milvus-lite", PACKAGES);
    int free = Ports.claim(port, "Milvus Lite", "index.uri");
    ChildProcess process =
        ChildProcess.start(
            "milvus-lite",
            dataDir,
            List.of(
                python.program("milvus-lite"),
                "server",
                "--data-dir",
                dataDir.resolve("rows").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(free)),
            Map.of());
    process.awaitReady(() -> Ports.answers(free), READY);
    return new MilvusLite(process, free);
  }

  /** An uri, as the Milvus clients take it. */
  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
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
