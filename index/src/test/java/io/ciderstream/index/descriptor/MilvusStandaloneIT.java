package io.ciderstream.index.descriptor;

import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** Runs several tests at once, as they wait for the server most of the time. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(
    value = DescriptorContract.SERVER,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
class MilvusStandaloneIT extends DescriptorContract {
  @TempDir static Path dir;
  private static MilvusServer milvus;

  @BeforeAll
  static void start() {
    milvus = MilvusStandalone.start(ServerHome.fromSystemProperty(), dir);
  }

  @AfterAll
  static void stop() {
    milvus.close();
  }

  @Override
  MilvusServer milvus() {
    return milvus;
  }
}
