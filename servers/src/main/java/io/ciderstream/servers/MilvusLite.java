package io.ciderstream.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Milvus Lite: one port, quick, durable, good for tens of thousands of pictures. */
public final class MilvusLite implements ChildServer {
  private static final String NAME = "milvus-lite";
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
    Path folder = dataDir.toAbsolutePath();
    PythonEnvironment python = python(home);
    ChildProcess.endStale(NAME, folder);
    int free = Ports.claim(port, "Milvus Lite", "index.uri");
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
                // two calls that write at once tear its log, and a crash then loses all behind
                "--max-workers",
                "1"),
            Map.of());
    process.awaitReady(() -> Ports.answers(free), READY);
    return new MilvusLite(process, free);
  }

  /** Its Python, which has the client too. */
  static PythonEnvironment python(ServerHome home) {
    return PythonEnvironment.of(home, NAME, PACKAGES);
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

  @Override
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  @Override
  public Path log() {
    return process.log();
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
