package io.ciderstream.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Milvus Lite: starts fast, keeps its rows, and holds tens of thousands of pictures. */
public final class MilvusLite implements ChildServer, MilvusServer {
  private static final String NAME = "milvus-lite";

  /** The version that is installed. */
  public static final String VERSION = "3.2.2";

  private static final List<String> PACKAGES =
      List.of("milvus-lite==" + VERSION, "pymilvus==3.0.2");
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final String program;
  private final Path folder;
  private final int port;
  private ChildProcess process;

  private MilvusLite(String program, Path folder, int port) {
    this.program = program;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts the server, which is installed first if it is not.
   *
   * @param home where the server is installed
   * @param dataDir where the rows are kept
   * @param port 0 selects a free one
   */
  public static MilvusLite start(ServerHome home, Path dataDir, int port) {
    String program = python(home).program(NAME);
    Path folder = dataDir.toAbsolutePath();
    ChildProcess.endStale(NAME, folder);
    MilvusLite milvus = new MilvusLite(program, folder, Ports.claim(port, "Milvus Lite"));
    milvus.restart();
    return milvus;
  }

  @Override
  public void restart() {
    process =
        ChildProcess.start(
            NAME,
            folder,
            List.of(
                program,
                "server",
                "--data-dir",
                folder.resolve("rows").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                // two concurrent writes corrupt its log, and a crash then loses everything behind
                "--max-workers",
                "1"),
            Map.of());
    process.awaitReady(() -> Ports.answers(port), ChildProcess.READY_TIMEOUT);
  }

  /** Returns its Python environment, which also has the client. */
  static PythonEnvironment python(ServerHome home) {
    return PythonEnvironment.of(home, NAME, PACKAGES);
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public int port() {
    return port;
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
