package io.ciderstream.trials.baseline;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ciderstream.index.Change;
import io.ciderstream.index.Row;
import io.ciderstream.index.descriptor.MilvusDescriptorWriter;
import io.ciderstream.index.settings.IndexOptions;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Measures how many rows a second the Milvus SDK upserts when nothing else is done: the baseline of
 * the sink. One thread.
 */
public final class BareUpserts implements AutoCloseable {
  private final IndexOptions options;
  private final MilvusClientV2 client;

  /** Connects to the server of these options. */
  public BareUpserts(IndexOptions options) {
    this.options = options;
    this.client =
        new MilvusClientV2(ConnectConfig.builder().uri(options.connection().uri()).build());
  }

  /** Creates the collection of the row's model, as the sink does, with this row in it. */
  public void prepare(Row sample) {
    try (MilvusDescriptorWriter writer = new MilvusDescriptorWriter(options)) {
      writer.apply(List.of(new Change.Upsert(sample)));
    }
  }

  /**
   * Upserts rows in batches of the options, one call after the other, as the SDK's examples do:
   * each row is turned into JSON just before its call.
   *
   * @param rows gives the row of each number from 0
   * @return seconds
   */
  public double run(int count, IntFunction<Row> rows) {
    long start = System.nanoTime();
    List<JsonObject> batch = new ArrayList<>();
    String collection = rows.apply(0).model().collection(options.name());
    for (int i = 0; i < count; i++) {
      batch.add(json(rows.apply(i)));
      if (batch.size() == options.batch().rows() || i == count - 1) {
        client.upsert(UpsertReq.builder().collectionName(collection).data(batch).build());
        batch = new ArrayList<>();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The fields that the sink writes, of a row without metadata, boxes and local features. */
  static JsonObject json(Row row) {
    JsonObject json = new JsonObject();
    json.addProperty("id", row.id().value());
    float[] stored = row.storedVector();
    JsonArray vector = new JsonArray(stored.length);
    for (float value : stored) {
      vector.add(value);
    }
    json.add("vector", vector);
    json.add("metadata", new JsonObject());
    json.addProperty("captured_at", Long.MIN_VALUE); // means unknown
    json.addProperty("model", row.model().name());
    JsonObject boxes = new JsonObject();
    boxes.add("boxes", new JsonArray());
    json.add("boxes", boxes);
    json.addProperty("width", (long) row.picture().width());
    json.addProperty("height", (long) row.picture().height());
    json.addProperty("source_partition", (long) row.source().partition());
    json.addProperty("source_offset", row.source().offset());
    json.addProperty("source_timestamp", row.source().timestampMs());
    json.addProperty("local_features", "");
    return json;
  }

  @Override
  public void close() {
    client.close();
  }
}
