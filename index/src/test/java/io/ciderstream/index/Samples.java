package io.ciderstream.index;

import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows and options for tests. */
public final class Samples {
  public static final ModelId MODEL = new ModelId("tiny", "0123456789ab");

  private Samples() {}

  public static IndexOptions options(String uri, String name, Duration deadline) {
    return new IndexOptions(
        new IndexConnection(uri, IndexCredentials.NONE, "", TlsFiles.NONE, deadline),
        name,
        new VectorIndex.Hnsw(16, 200, 64),
        Duration.ZERO,
        new BatchLimits(64, 32 << 20));
  }

  public static Row row(String id, long offset, float... vector) {
    return row(id, offset, Map.of(), MODEL, vector);
  }

  public static Row row(
      String id, long offset, Map<String, Object> metadata, ModelId model, float... vector) {
    return new Row(
        new ImageId(id),
        vector,
        model,
        metadata,
        new PictureInfo(
            OptionalLong.empty(), List.of(new BoundingBox(0.1f, 0.2f, 0.9f, 0.8f, 0.5f)), 640, 480),
        new SourcePosition(new RecordPosition(0, offset), 1_700_000_000_000L));
  }

  public static Change upsert(String id, long offset, float... vector) {
    return new Change.Upsert(row(id, offset, vector));
  }

  public static SearchRequest request(int topK, String filter, float... vector) {
    return new SearchRequest(
        vector, topK, Optional.ofNullable(filter), Consistency.BOUNDED, Duration.ofSeconds(20));
  }
}
