package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.SinkWorker.Rows;
import io.ciderstream.connectors.settings.RowSettings;
import io.ciderstream.connectors.settings.WriteSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of others in their own collections, through a worker in this process. */
class RowSinkIT {
  private static final Schema SHOE =
      SchemaBuilder.struct()
          .field("sku", Schema.STRING_SCHEMA)
          .field("price", Schema.FLOAT64_SCHEMA)
          .field("vector", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
          .build();

  @TempDir static Path dir;
  private static MilvusLite milvus;
  private static KafkaBroker broker;
  private static SinkWorker worker;
  private static Rows rows;

  @BeforeAll
  static void start() throws Exception {
    milvus = MilvusLite.start(ServerHome.fromSystemProperty(), dir.resolve("milvus"), 0);
    broker = KafkaBroker.start(dir.resolve("kafka"), 0, Map.of());
    worker = new SinkWorker(broker, dir);
    rows = new Rows(milvus.address());
  }

  @AfterAll
  static void stop() {
    rows.close();
    worker.close();
    broker.close();
    milvus.close();
  }

  @Test
  void shouldSinkJsonByNoMoreThanACollection() throws Exception {
    worker.topic("products");
    worker.send("products", "a", "{\"vector\": [1, 0], \"title\": \"x\"}");
    worker.send("products", "a", "{\"vector\": [0, 1], \"title\": \"y\"}");
    worker.send("products", "b", "{\"vector\": [1, 1]}");
    worker.send("products", "bad", "{\"vector\": [1, 1, 1]}");
    worker.send("products", "worse", "no json");
    worker.send("products", "b", (String) null);
    worker.send("products", "c", "{\"vector\": [1, 1], \"n\": 5}");
    worker.start(
        "json",
        json(
            "products",
            Map.of(
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                "products.dead",
                "errors.deadletterqueue.topic.replication.factor",
                "1")));
    worker.awaitCommitted("json", "products", 7);
    assertThat(rows.read("products", "id != \"\"", "id", "title"))
        .extracting(row -> row.get("id") + "=" + row.get("title"))
        .containsExactlyInAnyOrder("a=y", "c=null");
    SinkWorker.awaitIt(() -> assertThat(worker.end("products.dead")).isEqualTo(2));
  }

  @Test
  void shouldSinkStructsOfSeveralTopicsToSeveralCollections() throws Exception {
    for (String topic : List.of("shop.shoes", "shop.hats")) {
      worker.topic(topic);
      worker.send(topic, "a", struct(topic, "s1", 9.5));
    }
    worker.start(
        "structs",
        Map.of(
            "topics",
            "shop.shoes,shop.hats",
            "value.converter",
            JsonConverter.class.getName(),
            IndexSettings.URI.name(),
            milvus.address(),
            WriteSettings.TAKEOVER_WAIT.name(),
            "0",
            RowSettings.TOPICS_COLLECTIONS.name(),
            "shop\\.(.*)=items_$1",
            RowSettings.MAP.name(),
            "price=cost,@offset=off",
            RowSettings.DYNAMIC.name(),
            "false",
            RowSettings.GUARD.name(),
            "true"));
    worker.awaitCommitted("structs", "shop.hats", 1);
    worker.awaitCommitted("structs", "shop.shoes", 1);
    for (String collection : List.of("items_shoes", "items_hats")) {
      assertThat(rows.read(collection, "cost > 9", "sku", "off", "source_offset"))
          .singleElement()
          .satisfies(row -> assertThat(row.get("sku")).isEqualTo("s1"))
          .satisfies(row -> assertThat(row.get("off")).isEqualTo(0L));
    }
  }

  /** The official connector writes nothing to such a collection and commits the offsets. */
  @Test
  void shouldStopWithARemedyAtACollectionThatMakesItsOwnIds() throws Exception {
    rows.createWithAutoId("auto");
    worker.topic("auto");
    worker.send("auto", "a", "{\"vector\": [1, 0]}");
    worker.start("auto", json("auto", Map.of()));
    SinkWorker.awaitIt(() -> assertThat(worker.status("auto")).isEqualTo("FAILED"));
    assertThat(worker.trace("auto"))
        .contains("COLLECTION_MISMATCH")
        .contains("Create it again without auto-id");
    assertThat(worker.committed("auto", "auto")).isZero();
  }

  /** A topic of JSON in the collection of its name, with settings that may replace these. */
  private static Map<String, String> json(String topic, Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "topics",
                topic,
                "value.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                IndexSettings.URI.name(),
                milvus.address(),
                WriteSettings.TAKEOVER_WAIT.name(),
                "0",
                RowSettings.COLLECTION.name(),
                "${topic}"));
    settings.putAll(more);
    return settings;
  }

  private static byte[] struct(String topic, String sku, double price) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "true"), false);
      Struct value =
          new Struct(SHOE).put("sku", sku).put("price", price).put("vector", List.of(1f, 0f));
      return converter.fromConnectData(topic, SHOE, value);
    }
  }

  /** The topic is read from its start again, while rows came from later offsets. */
  @Test
  void shouldLeaveRowsOfLaterOffsetsAsTheyAre() throws Exception {
    worker.topic("guarded");
    worker.send("guarded", "changed", "{\"vector\": [1, 0], \"n\": 1}");
    worker.send("guarded", "deleted", (String) null);
    worker.send("guarded", "older", "{\"vector\": [1, 0], \"n\": 1}");
    worker.send("guarded", "gone", "{\"vector\": [1, 0], \"n\": 1}");
    Map<String, String> settings = json("guarded", Map.of(RowSettings.GUARD.name(), "true"));
    worker.start("first", settings);
    worker.awaitCommitted("first", "guarded", 4);
    rows.upsert("guarded", row("changed", 5));
    rows.upsert("guarded", row("deleted", 6));
    rows.upsert("guarded", row("older", 1));
    rows.delete("guarded", "gone");
    worker.start("again", settings);
    worker.awaitCommitted("again", "guarded", 4);
    assertThat(rows.read("guarded", "id != \"\"", "id", "n", "source_offset"))
        .extracting(row -> row.get("id") + "=" + row.get("n") + "@" + row.get("source_offset"))
        // a deleted row leaves nothing to compare with
        .containsExactlyInAnyOrder("changed=9@5", "deleted=9@6", "older=1@2", "gone=1@3");
  }

  private static String row(String id, long offset) {
    return """
        {"id": "%s", "vector": [0, 1], "n": 9, "source_topic": "guarded", "source_partition": 0,
         "source_offset": %d}
        """
        .formatted(id, offset);
  }

  @Test
  void shouldWaitOutTheCallsOfAFormerOwner() throws Exception {
    worker.topic("taken");
    worker.send("taken", "a", "{\"vector\": [1, 0]}");
    long start = System.nanoTime();
    worker.start("taken", json("taken", Map.of(WriteSettings.TAKEOVER_WAIT.name(), "3000")));
    SinkWorker.awaitIt(() -> assertThat(rows.read("taken", "id == \"a\"", "id")).hasSize(1));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
    worker.awaitCommitted("taken", "taken", 1);
    // what is newer than the takeover was never a former owner's
    worker.send("taken", "b", "{\"vector\": [1, 0]}");
    worker.awaitCommitted("taken", "taken", 2);
    assertThat(worker.status("taken")).isEqualTo("RUNNING");
  }
}
