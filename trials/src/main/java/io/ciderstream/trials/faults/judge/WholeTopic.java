package io.ciderstream.trials.faults.judge;

import io.ciderstream.client.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads all committed records of a topic up to its present end. One thread. */
final class WholeTopic {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private WholeTopic() {}

  /** Returns the present end of each partition. */
  static Map<Integer, Long> ends(KafkaClients kafka, String topic) {
    try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
      return consumer.endOffsets(partitions(consumer, topic)).entrySet().stream()
          .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  static void read(
      KafkaClients kafka,
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("The topic %s cannot be read.".formatted(topic));
        }
        consumer.poll(POLL).forEach(sink);
      }
    }
  }
}
