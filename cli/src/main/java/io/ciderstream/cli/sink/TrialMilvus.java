package io.ciderstream.cli.sink;

import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Milvus server that can be killed and started again on the same port. */
public interface TrialMilvus extends AutoCloseable {
  /** Which of the two servers. */
  enum Kind {
    /** Milvus Lite. */
    LITE,
    /** The genuine Milvus 2.3.5. */
    STANDALONE
  }

  /** The port that it listens on. */
  int port();

  /** What it has used of the processors so far. */
  Duration processorTime();

  /** Ends it as SIGKILL does. */
  void kill();

  /** Starts it again after {@link #kill()}. */
  void restart();

  /** Stops it in the midst of what it does, as SIGSTOP does. */
  void freeze();

  /** Lets it go on after {@link #freeze()}. */
  void thaw();

  @Override
  void close();

  /** Starts one on this folder, on any free port. */
  static TrialMilvus start(Kind kind, Path folder) {
    ServerHome home = ServerHome.fromSystemProperty();
    return switch (kind) {
      case LITE -> new Lite(home, folder);
      case STANDALONE -> new Standalone(home, folder);
    };
  }

  /** Milvus Lite. */
  final class Lite implements TrialMilvus {
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
  final class Standalone implements TrialMilvus {
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
