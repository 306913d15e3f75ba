package io.ciderstream.rebuild;

import io.ciderstream.client.kafka.ImageOffsetHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the image ids of a topic of descriptors by reading it once. Needs about 50 bytes for each
 * id of one partition; a hash of 64 bits stands for an id.
 */
public final class DescriptorLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Supplier<Consumer<byte[], byte[]>> consumers;

  /**
   * What a topic has.
   *
   * @param live ids whose last record is a descriptor
   * @param gone those of them whose picture is no longer in the topic of images
   */
  public record Counts(long live, long gone) {}

  /**
   * Creates a log.
   *
   * @param consumers creates consumers of bytes in no group that read committed records
   */
  public DescriptorLog(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /** Counts the ids of a topic up to its present end. */
  public Counts count(String descriptors, String images) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(descriptors).stream()
              .map(info -> new TopicPartition(descriptors, info.partition()))
              .toList();
      Map<Integer, Long> kept = begins(consumer, images);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long live = 0;
      long gone = 0;
      for (TopicPartition partition : partitions) {
        Counts of =
            count(
                consumer,
                partition,
                ends.get(partition),
                kept.getOrDefault(partition.partition(), 0L));
        live += of.live();
        gone += of.gone();
      }
      return new Counts(live, gone);
    }
  }

  private static Map<Integer, Long> begins(Consumer<byte[], byte[]> consumer, String images) {
    List<PartitionInfo> infos = consumer.partitionsFor(images);
    Map<Integer, Long> begins = new HashMap<>();
    consumer
        .beginningOffsets(
            infos.stream().map(info -> new TopicPartition(images, info.partition())).toList())
        .forEach((partition, offset) -> begins.put(partition.partition(), offset));
    return begins;
  }

  private static Counts count(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long end, long kept) {
    Set<Long> live = new HashSet<>();
    Set<Long> gone = new HashSet<>();
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() >= end || record.key() == null) {
          continue;
        }
        long id = hash(record.key());
        if (record.value() == null) {
          live.remove(id);
          gone.remove(id);
        } else {
          live.add(id);
          // without the header, the picture is taken for present
          if (ImageOffsetHeader.of(record).orElse(Long.MAX_VALUE) < kept) {
            gone.add(id);
          } else {
            gone.remove(id);
          }
        }
      }
    }
    return new Counts(live.size(), gone.size());
  }

  private static long hash(byte[] key) {
    long hash = FNV_START;
    for (byte next : key) {
      hash = (hash ^ (next & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
