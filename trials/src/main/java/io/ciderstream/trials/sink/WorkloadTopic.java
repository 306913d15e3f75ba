package io.ciderstream.trials.sink;

import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.serde.AvroGuards;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes the updates of a workload to a topic, and reads what must be in the index in the end. */
final class WorkloadTopic implements AutoCloseable {
  /** A registry in this JVM. */
  static final String REGISTRY = "mock://sink-trial";

  static final String HASH = "5eed5eed5eed";
  private static final Model MODEL = new Model("trial", HASH);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(60);

  static {
    AvroGuards.install();
  }

  private final String name;
  private final Workload workload;
  private final KafkaClients kafka;
  private final Admin admin;
  private final List<TopicPartition> partitions;
  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

  /** Creates the topic. */
  WorkloadTopic(String name, Workload workload, KafkaClients kafka) {
    this.name = name;
    this.workload = workload;
    this.kafka = kafka;
    this.admin = kafka.admin();
    Map<String, String> registry = Map.of("schema.registry.url", REGISTRY);
    serializer.configure(registry, false);
    deserializer.configure(registry, false);
    this.partitions =
        IntStream.range(0, workload.partitions())
            .mapToObj(partition -> new TopicPartition(name, partition))
            .toList();
    try {
      TopicLeaders.create(admin, new NewTopic(name, workload.partitions(), (short) 1));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic " + name + " cannot be created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes the updates of these numbers and waits until the broker has them. */
  void write(long from, long to) {
    try (Producer<byte[], byte[]> producer = kafka.producer()) {
      for (long number = from; number < to; number++) {
        Workload.Update update = workload.update(number);
        byte[] value =
            update.vector() == null ? null : serializer.serialize(name, descriptor(update));
        producer.send(
            new ProducerRecord<>(name, update.key().getBytes(StandardCharsets.UTF_8), value));
      }
      producer.flush();
    }
  }

  private static Descriptor descriptor(Workload.Update update) {
    List<Float> vector = new ArrayList<>(update.vector().length);
    for (float number : update.vector()) {
      vector.add(number);
    }
    return Descriptor.newBuilder()
        .setModel(MODEL)
        .setVector(vector)
        .setSha256("")
        .setWidth(1)
        .setHeight(1)
        .setSource(new Source(0, update.number(), Instant.EPOCH))
        .build();
  }

  /** Returns how many records there are. */
  long records() {
    try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Returns how many of them a group has committed; a partition without a commit counts none. */
  long committed(String group) {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(entry -> entry.getKey().topic().equals(name) && entry.getValue() != null)
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    } catch (ExecutionException e) {
      return 0; // the group is not there yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the member ids of a group: they change when a task restarts or is expelled. */
  List<String> members(String group) {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
          .map(member -> member.consumerId())
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a group has committed all records. */
  void awaitCommitted(String group, Runnable stalled) {
    long all = records();
    Await.until(() -> committed(group) >= all, LOG_INTERVAL, stalled);
  }

  /**
   * Reads the topic from its beginning and returns the number of the last update of each key whose
   * last record is no tombstone.
   */
  Map<String, Long> truth() {
    Map<String, Long> last = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(POLL_TIMEOUT)
            .forEach(
                read -> {
                  String key = new String(read.key(), StandardCharsets.UTF_8);
                  if (read.value() == null) {
                    last.remove(key);
                  } else {
                    last.put(key, number(read.value()));
                  }
                });
      }
    }
    return last;
  }

  private long number(byte[] value) {
    GenericRecord descriptor = (GenericRecord) deserializer.deserialize(name, value);
    return (Long) ((GenericRecord) descriptor.get("source")).get("offset");
  }

  @Override
  public void close() {
    admin.close();
    serializer.close();
    deserializer.close();
  }
}
