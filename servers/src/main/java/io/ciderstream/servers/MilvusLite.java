package io.ciderstream.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Milvus Lite: starts fast, keeps its rows, and holds tens of thousands of pictures. */
public final class MilvusLite implements ChildServer {
  private static final String NAME = "milvus-lite";
  private static final List<String> PACKAGES = List.of("milvus-lite==3.2.2", "pymilvus==3.0.2");
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final ChildProcess process;
  private final int port;

  private MilvusLite(ChildProcess process, int port) {
    this.process = process;
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
    Path folder = dataDir.toAbsolutePath();
    PythonEnvironment python = python(home);
    ChildProcess.endStale(NAME, folder);
    int free = Ports.claim(port, "Milvus Lite");
    ChildProcess process =
        ChildProcess.start(
            NAME,
            folder,
            List.of(
                python.program(NAME),
                "server",
                "--data-dir",
                folder.resolve("rows").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(free),
                // two concurrent writes corrupt its log, and a crash then loses everything behind
                "--max-workers",
                "1"),
            Map.of());
    process.awaitReady(() -> Ports.answers(free), READY_TIMEOUT);
    return new MilvusLite(process, free);
  }

  /** Returns its Python environment, which also has the client. */
  static PythonEnvironment python(ServerHome home) {
    return PythonEnvironment.of(home, NAME, PACKAGES);
  }

  /** Returns a URI for Milvus clients. */
  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns the port that the server listens on. */
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

  /** Returns the processor time used so far. */
  public Duration processorTime() {
    return process.processorTime();
  }

  /** Kills the server, as a crash would. */
  public void kill() {
    process.kill();
  }

  /**
   * Suspends the process: connections stay open and accept bytes, no call is answered, and what was
   * sent is read after {@link #thaw()}.
   */
  public void freeze() {
    process.freeze();
  }

  /** Resumes the process after {@link #freeze()}. */
  public void thaw() {
    process.thaw();
  }

  @Override
  public void close() {
    process.stop(STOP_TIMEOUT);
  }
}
