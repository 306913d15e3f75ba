package io.ciderstream.cli.doctor;

import io.ciderstream.client.follow.TailStart;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.servers.machine.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks whether the latest descriptors are in the partitions of their keys' hashes. A descriptor
 * is in the partition of its picture, and much smaller.
 */
final class PlacementCheck {
  private static final String CHECK = "keys";
  private static final int LATEST = 2_000;
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final String REMEDY =
      "A client on librdkafka (kcat, Python, Go, C#) puts pictures without"
          + " partitioner=murmur2_random: set it, see docs/reference/contract.md#partitions. Until then put and"
          + " delete its pictures by that client alone, or by ./cider or the console.";

  private final KafkaClients kafka;
  private final String descriptors;

  PlacementCheck(KafkaClients kafka, String descriptors) {
    this.kafka = kafka;
    this.descriptors = descriptors;
  }

  Finding run() {
    try (Consumer<byte[], byte[]> consumer =
        kafka.consumer(Map.of("default.api.timeout.ms", (int) READ_TIMEOUT.toMillis()))) {
      return read(consumer);
    } catch (KafkaException e) {
      return Finding.warning(
          CHECK,
          "%s cannot be read: %s".formatted(descriptors, e.getMessage()),
          "Check the broker and this user's rights.");
    }
  }

  private Finding read(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(descriptors).stream()
            .map(info -> new TopicPartition(descriptors, info.partition()))
            .toList();
    consumer.assign(partitions);
    TailStart.seek(consumer, partitions, LATEST);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long started = System.nanoTime();
    int seen = 0;
    int misplaced = 0;
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      if (System.nanoTime() - started > READ_TIMEOUT.toNanos()) {
        return Finding.warning(
            CHECK,
            "%s was not read within %s".formatted(descriptors, Durations.text(READ_TIMEOUT)),
            "Check the broker, or try again when it is less busy.");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        seen++;
        if (record.value() != null && isMisplaced(record, partitions.size())) {
          misplaced++;
        }
      }
    }
    return misplaced == 0
        ? Finding.ok(CHECK, "the latest %d descriptors are where their keys say".formatted(seen))
        : Finding.warning(
            CHECK,
            "%d of the latest %d descriptors are in another partition than their key's murmur2 hash says"
                .formatted(misplaced, seen),
            REMEDY);
  }

  private static boolean isMisplaced(ConsumerRecord<byte[], byte[]> record, int partitions) {
    return record.key() != null && KeyPartition.of(record.key(), partitions) != record.partition();
  }
}
