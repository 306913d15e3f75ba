package io.ciderstream.index.descriptor;

import io.ciderstream.index.Consistency;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MilvusLiteIT extends DescriptorContract {
  @TempDir static Path dir;
  private static MilvusServer milvus;

  @BeforeAll
  static void start() {
    milvus = MilvusLite.start(ServerHome.fromSystemProperty(), dir, 0);
  }

  @AfterAll
  static void stop() {
    milvus.close();
  }

  @Override
  MilvusServer milvus() {
    return milvus;
  }

  /** It tells no time; its strong reads do not wait. */
  @Override
  Class<? extends Consistency> moment() {
    return Consistency.Strong.class;
  }
}
