package io.ciderstream.index.write;

import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs several tests at once, as they wait for the server most of the time. */
@Execution(ExecutionMode.CONCURRENT)
class RowsStandaloneIT extends RowContract {
  @TempDir static Path dir;
  private static MilvusStandalone milvus;

  @BeforeAll
  static void start() {
    milvus = MilvusStandalone.start(ServerHome.fromSystemProperty(), dir);
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
  Set<FieldKind> vectorKinds() {
    return Set.of(FieldKind.FLOAT_VECTOR, FieldKind.FLOAT16_VECTOR, FieldKind.BINARY_VECTOR);
  }

  @Override
  Set<String> indexes() {
    return Set.of("FLAT", "IVF_FLAT", "IVF_SQ8", "AUTOINDEX", "DISKANN");
  }

  @Override
  boolean hasPartitionKey() {
    return false;
  }

  @Override
  boolean checksIndexes() {
    return true;
  }

  @Override
  boolean hasNull() {
    return false;
  }
}
