package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.SinkWorker.Rows;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;
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

/** Topics of others in collections of their own, through a worker in this process. */
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
        Map.of(
            "topics",
            "products",
            "value.converter",
            "org.apache.kafka.connect.storage.StringConverter",
            SinkSettings.URI,
            milvus.address(),
            SinkSettings.TAKEOVER_WAIT,
            "0",
            RowSettings.COLLECTION,
            "${topic}",
            "errors.tolerance",
            "all",
            "errors.deadletterqueue.topic.name",
            "products.dead",
            "errors.deadletterqueue.topic.replication.factor",
            "1"));
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
            SinkSettings.URI,
            milvus.address(),
            SinkSettings.TAKEOVER_WAIT,
            "0",
            RowSettings.TOPICS_COLLECTIONS,
            "shop\\.(.*)=items_$1",
            RowSettings.MAP,
            "price=cost,@offset=off",
            RowSettings.DYNAMIC,
            "false",
            RowSettings.GUARD,
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
    worker.start(
        "auto",
        Map.of(
            "topics",
            "auto",
            "value.converter",
            "org.apache.kafka.connect.storage.StringConverter",
            SinkSettings.URI,
            milvus.address(),
            RowSettings.COLLECTION,
            "auto"));
    SinkWorker.awaitIt(() -> assertThat(worker.status("auto")).isEqualTo("FAILED"));
    assertThat(worker.trace("auto"))
        .contains("COLLECTION_MISMATCH")
        .contains("make it anew without auto-id");
    assertThat(worker.committed("auto", "auto")).isZero();
  }

  private static byte[] struct(String topic, String sku, double price) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "true"), false);
      Struct value =
          new Struct(SHOE).put("sku", sku).put("price", price).put("vector", List.of(1f, 0f));
      return converter.fromConnectData(topic, SHOE, value);
    }
  }
}
