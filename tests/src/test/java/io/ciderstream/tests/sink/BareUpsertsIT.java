package io.ciderstream.tests.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.trials.baseline.BareUpserts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop that {@code bench sink} compares with knows every field of the sink's collections. */
class BareUpsertsIT {
  private static final ModelId MODEL = new ModelId("trial", "5eed5eed5eed");

  @Test
  void shouldWriteRowsAsTheSinkDoes(@TempDir Path folder) {
    try (MilvusServer milvus = MilvusLite.start(ServerHome.fromSystemProperty(), folder, 0)) {
      IndexOptions options = options(milvus.port());
      try (BareUpserts bare = new BareUpserts(options);
          MilvusIndexSearch search =
              new MilvusIndexSearch(options, MODEL.hash(), InstantSource.system())) {
        bare.prepare(row(0));
        bare.run(300, BareUpsertsIT::row);
        assertThat(search.count()).isEqualTo(300);
      }
    }
  }

  private static Row row(int number) {
    return new Row(
        new ImageId("row-" + number),
        new float[] {1, 0},
        MODEL,
        Map.of(),
        new PictureInfo(OptionalLong.empty(), List.of(), 1, 1),
        new SourcePosition(new RecordPosition(0, number), 0));
  }

  private static IndexOptions options(int port) {
    return new IndexOptions(
        new IndexConnection(
            "http://127.0.0.1:" + port,
            IndexCredentials.NONE,
            "",
            TlsFiles.NONE,
            Duration.ofSeconds(30)),
        "bare",
        new VectorIndex.Flat(),
        Duration.ZERO,
        new BatchLimits(128, 32 << 20));
  }
}
