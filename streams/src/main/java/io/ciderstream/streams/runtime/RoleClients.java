package io.ciderstream.streams.runtime;

import io.ciderstream.streams.pending.InputPartitions;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, which follow the tasks' requests for their partitions: the main
 * consumer fetches nothing of those that are held ({@link MainConsumerRules}), and nobody commits
 * an offset beyond the first unfinished record ({@link InputPartitions#finished}), whether the main
 * consumer commits it (at least once) or the producer does (exactly once). So the group's lag is
 * what is not finished, for every tool that reads it.
 *
 * <p>With the group protocol {@code streams} Kafka Streams creates its main consumer itself; see
 * {@link StreamsProtocolConsumer}.
 */
final class RoleClients implements KafkaClientSupplier {
  private final InputPartitions inputPartitions;
  private final BooleanSupplier idle;

  /**
   * Creates the role clients.
   *
   * @param inputPartitions the tasks' state of partitions
   * @param idle whether no record is in work; asked before each poll
   */
  RoleClients(InputPartitions inputPartitions, BooleanSupplier idle) {
    this.inputPartitions = inputPartitions;
    this.idle = idle;
  }

  /** Returns the rules for one main consumer. */
  MainConsumerRules rules() {
    return new MainConsumerRules(inputPartitions::held, idle, inputPartitions::arrived);
  }

  /** Returns the offsets that may be committed. */
  Map<TopicPartition, OffsetAndMetadata> finished(Map<TopicPartition, OffsetAndMetadata> offsets) {
    return inputPartitions.finished(offsets);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public void sendOffsetsToTransaction(
          Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        super.sendOffsetsToTransaction(finished(offsets), group);
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new ClassicConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  private final class ClassicConsumer extends KafkaConsumer<byte[], byte[]> {
    private final MainConsumerRules rules = rules();
    private final MainConsumerRules.PlainConsumer plain =
        new MainConsumerRules.PlainConsumer(
            super::assignment, super::paused, super::pause, super::resume, super::currentLag);

    ClassicConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(rules.beforePoll(plain, timeout));
      rules.afterPoll(plain, records);
      return records;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
      rules.pause(plain, partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
      rules.resume(plain, partitions);
    }

    @Override
    public Set<TopicPartition> paused() {
      return rules.paused();
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      super.commitSync(finished(offsets));
    }
  }
}
