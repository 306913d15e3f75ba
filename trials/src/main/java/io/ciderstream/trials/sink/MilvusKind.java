package io.ciderstream.trials.sink;

import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import java.util.Map;

/** The Milvus servers that benchmarks and soak tests can start. */
public enum MilvusKind {
  /** Milvus Lite. */
  LITE,
  /** The genuine Milvus 2.3.5. */
  STANDALONE;

  /** A server that is suspended for longer than its session ends itself. */
  private static final Map<String, String> LONG_SESSION = Map.of("COMMON_SESSION_TTL", "60");

  /** Starts a server on this folder and any free port. */
  public MilvusServer start(Path folder) {
    ServerHome home = ServerHome.fromSystemProperty();
    return switch (this) {
      case LITE -> MilvusLite.start(home, folder, 0);
      case STANDALONE -> MilvusStandalone.start(home, folder, 0, LONG_SESSION);
    };
  }
}
