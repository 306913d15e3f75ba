package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.servers.KafkaBroker;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.awaitility.core.ThrowingRunnable;

/** A Connect worker in this process with sinks on it, for topics of one partition. */
final class SinkWorker implements AutoCloseable {
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;
  private final Connect<StandaloneHerder> connect;

  SinkWorker(KafkaBroker broker, Path dir) {
    admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new StringSerializer(),
            new ByteArraySerializer());
    connect =
        new ConnectStandalone()
            .startConnect(
                Map.of(
                    "bootstrap.servers", broker.address(),
                    "listeners", "http://127.0.0.1:0",
                    "offset.storage.file.filename", dir.resolve("offsets").toString(),
                    "offset.flush.interval.ms", "300",
                    "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "config.providers", "file",
                    "config.providers.file.class", FileConfigProvider.class.getName(),
                    "plugin.discovery", "service_load"));
  }

  void topic(String name) throws Exception {
    TopicLeaders.create(admin, new NewTopic(name, 1, (short) 1));
  }

  void send(String topic, String key, String value) throws Exception {
    send(topic, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  void send(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  void start(String name, Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("name", name);
    all.put("connector.class", MilvusSinkConnector.class.getName());
    all.put("tasks.max", "1");
    CompletableFuture<Object> created = new CompletableFuture<>();
    connect
        .herder()
        .putConnectorConfig(
            name,
            all,
            false,
            (error, info) -> {
              if (error == null) {
                created.complete(info);
              } else {
                created.completeExceptionally(error);
              }
            });
    created.get();
  }

  String status(String name) {
    return connect.herder().connectorStatus(name).tasks().getFirst().state();
  }

  String trace(String name) {
    return connect.herder().connectorStatus(name).tasks().getFirst().trace();
  }

  void awaitCommitted(String name, String topic, long offset) {
    awaitIt(() -> assertThat(committed(name, topic)).isEqualTo(offset));
  }

  /** 0 if nothing was committed. */
  long committed(String name, String topic) throws Exception {
    OffsetAndMetadata committed =
        admin
            .listConsumerGroupOffsets("connect-" + name)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(new TopicPartition(topic, 0));
    return committed == null ? 0 : committed.offset();
  }

  long end(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  static void awaitIt(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
    producer.close();
    admin.close();
  }

  /** Reads Milvus independently of the sink. */
  static final class Rows implements AutoCloseable {
    private final MilvusClientV2 client;

    Rows(String uri) {
      client = new MilvusClientV2(ConnectConfig.builder().uri(uri).rpcDeadlineMs(10_000).build());
    }

    List<Map<String, Object>> read(String collection, String filter, String... fields) {
      return client
          .query(
              QueryReq.builder()
                  .collectionName(collection)
                  .filter(filter)
                  .outputFields(List.of(fields))
                  .consistencyLevel(ConsistencyLevel.STRONG)
                  .build())
          .getQueryResults()
          .stream()
          .map(QueryResult::getEntity)
          .toList();
    }

    void upsert(String collection, String json) {
      client.upsert(
          UpsertReq.builder()
              .collectionName(collection)
              .data(List.of(JsonParser.parseString(json).getAsJsonObject()))
              .build());
    }

    void delete(String collection, String id) {
      client.delete(
          DeleteReq.builder().collectionName(collection).ids(List.of((Object) id)).build());
    }

    void createWithAutoId(String collection) {
      var schema = MilvusClientV2.CreateSchema();
      schema.addField(
          AddFieldReq.builder()
              .fieldName("id")
              .dataType(DataType.Int64)
              .isPrimaryKey(true)
              .autoID(true)
              .build());
      schema.addField(
          AddFieldReq.builder()
              .fieldName("vector")
              .dataType(DataType.FloatVector)
              .dimension(2)
              .build());
      client.createCollection(
          CreateCollectionReq.builder()
              .collectionName(collection)
              .collectionSchema(schema)
              .build());
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
