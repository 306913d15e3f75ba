package io.ciderstream.index.write;

import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RowsLiteIT extends RowContract {
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
  Set<FieldKind> vectorKinds() {
    return Set.of(FieldKind.FLOAT_VECTOR, FieldKind.SPARSE_FLOAT_VECTOR);
  }

  @Override
  Set<String> indexes() {
    return Set.of("FLAT", "IVF_FLAT", "IVF_SQ8", "AUTOINDEX", "HNSW_SQ");
  }

  @Override
  boolean hasPartitionKey() {
    return true;
  }

  @Override
  boolean checksIndexes() {
    return false;
  }

  @Override
  boolean hasNull() {
    return true;
  }
}
