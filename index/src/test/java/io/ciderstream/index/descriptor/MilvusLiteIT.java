package io.ciderstream.index.descriptor;

import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MilvusLiteIT extends DescriptorContract {
  @TempDir static Path dir;
  private static MilvusLite milvus;

  @BeforeAll
  static void start() {
    milvus = MilvusLite.start(ServerHome.fromSystemProperty(), dir, 0);
  }

  @AfterAll
  static void stop() {
    milvus.close();
  }

  @Override
  String address() {
    return milvus.address();
  }

  @Override
  void kill() {
    milvus.kill();
  }

  @Override
  void restart() {
    milvus = MilvusLite.start(ServerHome.fromSystemProperty(), dir, milvus.port());
  }
}
