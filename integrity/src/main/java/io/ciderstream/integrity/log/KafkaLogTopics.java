package io.ciderstream.integrity.log;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the topics from a broker, with one consumer. Connects at the first call. */
public final class KafkaLogTopics implements LogTopics {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  /** How long no record may come before the broker counts as unreachable. */
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

  /** The memory of fetched records, besides one record of any size. */
  private static final int FETCH_BYTES = 16 << 20;

  private final KafkaClients kafka;
  private org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private Producer<byte[], byte[]> producer;
  private Admin admin;

  /** Creates the reader without connecting. */
  public KafkaLogTopics(KafkaClients kafka) {
    this.kafka = kafka;
  }

  @Override
  public Map<Integer, Long> begins(String topic) {
    return calling(() -> byPartition(consumer().beginningOffsets(partitions(topic))));
  }

  @Override
  public Map<Integer, Long> ends(String topic) {
    return calling(() -> byPartition(consumer().endOffsets(partitions(topic))));
  }

  @Override
  public void read(
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Set<TopicPartition> open =
        to.entrySet().stream()
            .filter(end -> from.get(end.getKey()) < end.getValue())
            .map(end -> new TopicPartition(topic, end.getKey()))
            .collect(Collectors.toSet());
    calling(
        () -> {
          consumer().assign(open);
          open.forEach(partition -> consumer().seek(partition, from.get(partition.partition())));
          readAssigned(open, to, sink);
          return true;
        });
  }

  private void readAssigned(
      Set<TopicPartition> open,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    long lastProgress = System.nanoTime();
    while (!open.isEmpty()) {
      long before = positions(open);
      for (ConsumerRecord<byte[], byte[]> record : consumer().poll(POLL_TIMEOUT)) {
        if (record.offset() < to.get(record.partition())) {
          sink.accept(record);
        }
      }
      if (positions(open) != before) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > STALL_TIMEOUT.toNanos()) {
        throw new CiderException(
            ErrorCode.BROKER_UNAVAILABLE,
            "No record of %s came from %s within %d s."
                .formatted(open, kafka.bootstrap(), STALL_TIMEOUT.toSeconds()));
      }
      if (open.removeIf(one -> consumer().position(one) >= to.get(one.partition()))) {
        consumer().assign(open);
      }
    }
  }

  private long positions(Collection<TopicPartition> open) {
    return open.stream().mapToLong(consumer()::position).sum();
  }

  @Override
  public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
    TopicPartition from = new TopicPartition(topic, partition);
    return calling(
        () -> {
          consumer().assign(List.of(from));
          long end = consumer().endOffsets(List.of(from)).get(from);
          consumer().seek(from, offset);
          while (consumer().position(from) <= offset && offset < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer().poll(POLL_TIMEOUT)) {
              return Optional.of(record).filter(found -> found.offset() == offset);
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public Map<Integer, Long> committed(String group, String topic) {
    return calling(
        () -> {
          Map<Integer, Long> committed = new HashMap<>();
          get(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
              .forEach(
                  (partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                      committed.put(partition.partition(), offset.offset());
                    }
                  });
          return committed;
        });
  }

  @Override
  public long append(ProducerRecord<byte[], byte[]> record) {
    return calling(
        () -> {
          if (producer == null) {
            producer = kafka.failFastProducer();
          }
          return get(producer.send(record)).offset();
        });
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer().partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().partition(), Map.Entry::getValue));
  }

  private org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      consumer =
          kafka.consumer(
              Map.of(
                  "allow.auto.create.topics",
                  false,
                  "default.api.timeout.ms",
                  (int) TIMEOUT.toMillis(),
                  "fetch.max.bytes",
                  FETCH_BYTES));
    }
    return consumer;
  }

  private Admin admin() {
    if (admin == null) {
      admin = kafka.admin();
    }
    return admin;
  }

  private <T> T calling(Supplier<T> call) {
    try {
      return call.get();
    } catch (KafkaException e) {
      throw kafka.unavailable(e);
    }
  }

  private <T> T get(java.util.concurrent.Future<T> future) {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw kafka.unavailable(e.getCause());
    } catch (TimeoutException e) {
      throw kafka.unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
    if (producer != null) {
      producer.close();
    }
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
