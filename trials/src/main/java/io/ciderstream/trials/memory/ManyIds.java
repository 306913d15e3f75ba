package io.ciderstream.trials.memory;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Fills the topics of images and descriptors with different ids, a tiny record in each topic for
 * each, as if they had been embedded and written to the index long ago. One thread.
 */
final class ManyIds {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final byte[] PICTURE = "GIF89a".getBytes(StandardCharsets.US_ASCII);

  private final KafkaClients kafka;
  private final String registry;
  private final int partitions;
  private final Model model;
  private final long[] offsets;
  private long count;

  /**
   * Creates ids for empty topics.
   *
   * @param partitions of each of them
   * @param model of the descriptors; an embedder of another one would not start
   */
  ManyIds(KafkaClients kafka, String registry, int partitions, Model model) {
    this.kafka = kafka;
    this.registry = registry;
    this.partitions = partitions;
    this.model = model;
    this.offsets = new long[partitions];
  }

  /** Adds ids until there are so many. */
  void fill(long until) {
    try (AvroSerdes serdes = new AvroSerdes(registry);
        Producer<byte[], byte[]> producer = kafka.producer()) {
      for (; count < until; count++) {
        byte[] key = "id-%012d".formatted(count).getBytes(StandardCharsets.UTF_8);
        int partition = KeyPartition.of(key, partitions);
        long offset = offsets[partition]++;
        producer.send(new ProducerRecord<>(TOPICS.images(), partition, key, PICTURE));
        byte[] descriptor = serdes.encode(TOPICS.descriptors(), descriptor(partition, offset));
        byte[] source = Long.toString(offset).getBytes(StandardCharsets.US_ASCII);
        producer.send(
            new ProducerRecord<>(
                TOPICS.descriptors(),
                partition,
                key,
                descriptor,
                List.of(new RecordHeader(HeaderNames.SOURCE_OFFSET, source))));
      }
      producer.flush();
    }
  }

  private Descriptor descriptor(int partition, long offset) {
    return Descriptor.newBuilder()
        .setModel(model)
        .setVector(List.of(1f, 0f))
        .setSha256("")
        .setWidth(1)
        .setHeight(1)
        .setSource(new Source(partition, offset, Instant.EPOCH))
        .build();
  }

  /**
   * Makes the roles begin at the end: retention has deleted the pictures, and a group has committed
   * all descriptors.
   *
   * @param sink group of the sink, without members
   */
  void finish(Admin admin, String sink) throws InterruptedException {
    try {
      Map<TopicPartition, RecordsToDelete> old =
          ends(admin, TOPICS.images()).entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue())));
      admin.deleteRecords(old).all().get();
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
      ends(admin, TOPICS.descriptors())
          .forEach((partition, end) -> committed.put(partition, new OffsetAndMetadata(end)));
      admin.alterConsumerGroupOffsets(sink, committed).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be prepared", e.getCause());
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin, String topic)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, result) -> ends.put(partition, result.offset()));
    return ends;
  }
}
