package io.ciderstream.integrity.log;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The topics of the log, as a reader of committed records sees them. One thread. Every method
 * throws {@link io.ciderstream.schemas.CiderException} BROKER_UNAVAILABLE if Kafka cannot be
 * reached in time.
 */
public interface LogTopics extends AutoCloseable {
  /** Returns the first offset of each partition; empty if there is no such topic. */
  Map<Integer, Long> begins(String topic);

  /** Returns the last stable offset of each partition; empty if there is no such topic. */
  Map<Integer, Long> ends(String topic);

  /**
   * Passes the committed records of these offsets to the sink, in the order of each partition.
   *
   * @param from the first offset of each partition
   * @param to the offset behind the last one, a last stable offset, of the same partitions
   */
  void read(
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> sink);

  /** Returns the record at this position; empty if it is no longer there. */
  Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset);

  /**
   * Returns the offsets that a group has committed, by partition; without the partitions of which
   * it has committed none.
   */
  Map<Integer, Long> committed(String group, String topic);

  /** Appends a record, and returns its offset once the broker has it. */
  long append(ProducerRecord<byte[], byte[]> record);

  @Override
  void close();
}
