package io.ciderstream.streams.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/**
 * The main consumer with the group protocol {@code streams}, which Kafka Streams creates itself. It
 * can be replaced only with an internal setting; this is the only use of internals of Kafka
 * Streams. Without that setting no record would be lost: a full task would leave more of them to
 * its backlog, and at-least-once roles would commit them before they are finished.
 */
public final class StreamsProtocolConsumer extends ConsumerWrapper {
  private static final String WRAPPER = "__internal.consumer.wrapper__";
  private static final String CLIENTS = "cider.role.clients";

  private final MainConsumerRules.PlainConsumer plain =
      new MainConsumerRules.PlainConsumer(
          super::assignment, super::paused, super::pause, super::resume, super::currentLag);
  private RoleClients clients;
  private MainConsumerRules rules;

  /** Is called by Kafka Streams, by name. */
  public StreamsProtocolConsumer() {}

  /** Has Kafka Streams use it. */
  static void register(Properties config, RoleClients clients) {
    config.put(StreamsConfig.mainConsumerPrefix(WRAPPER), StreamsProtocolConsumer.class);
    config.put(StreamsConfig.mainConsumerPrefix(CLIENTS), clients);
  }

  @Override
  public void wrapConsumer(
      AsyncKafkaConsumer<byte[], byte[]> consumer,
      Map<String, Object> config,
      Optional<StreamsRebalanceData> rebalanceData) {
    super.wrapConsumer(consumer, config, rebalanceData);
    clients = (RoleClients) config.get(CLIENTS);
    rules = clients.rules();
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
    super.commitSync(clients.finished(offsets));
  }
}
