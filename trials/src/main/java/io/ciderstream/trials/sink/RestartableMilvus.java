package io.ciderstream.trials.sink;

import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Milvus server that can be killed and started again on the same port. */
public interface RestartableMilvus extends AutoCloseable {
  /** One of the two servers. */
  enum Kind {
    /** Milvus Lite. */
    LITE,
    /** The genuine Milvus 2.3.5. */
    STANDALONE
  }

  /** Returns the port that it listens on. */
  int port();

  /** Returns the processor time that it has used so far. */
  Duration processorTime();

  /** Ends it as SIGKILL does. */
  void kill();

  /** Starts it again after {@link #kill()}. */
  void restart();

  /** Suspends it, as SIGSTOP does. */
  void freeze();

  /** Resumes it after {@link #freeze()}. */
  void thaw();

  @Override
  void close();

  /** Starts one on this folder, on any free port. */
  static RestartableMilvus start(Kind kind, Path folder) {
    ServerHome home = ServerHome.fromSystemProperty();
    return switch (kind) {
      case LITE -> new Lite(home, folder);
      case STANDALONE -> new Standalone(home, folder);
    };
  }

  /** Milvus Lite. */
  final class Lite implements RestartableMilvus {
    private final ServerHome home;
    private final Path folder;
    private MilvusLite server;

    private Lite(ServerHome home, Path folder) {
      this.home = home;
      this.folder = folder;
      this.server = MilvusLite.start(home, folder, 0);
    }

    @Override
    public int port() {
      return server.port();
    }

    @Override
    public Duration processorTime() {
      return server.processorTime();
    }

    @Override
    public void kill() {
      server.kill();
    }

    @Override
    public void restart() {
      server = MilvusLite.start(home, folder, server.port());
    }

    @Override
    public void freeze() {
      server.freeze();
    }

    @Override
    public void thaw() {
      server.thaw();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** Milvus 2.3.5. */
  final class Standalone implements RestartableMilvus {
    private final MilvusStandalone server;

    private Standalone(ServerHome home, Path folder) {
      // a server that was frozen for longer than its session ends itself
      this.server = MilvusStandalone.start(home, folder, 0, Map.of("COMMON_SESSION_TTL", "60"));
    }

    @Override
    public int port() {
      return server.port();
    }

    @Override
    public Duration processorTime() {
      return server.processorTime();
    }

    @Override
    public void kill() {
      server.kill();
    }

    @Override
    public void restart() {
      server.restart();
    }

    @Override
    public void freeze() {
      server.freeze();
    }

    @Override
    public void thaw() {
      server.thaw();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
