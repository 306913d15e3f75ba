package io.ciderstream.schemas.settings;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import java.util.List;

/** The settings that all Kafka clients share: brokers, schema registry and topics. */
public final class KafkaSettings {
  public static final Setting<String> BOOTSTRAP =
      Setting.text(
              "kafka.bootstrap",
              "127.0.0.1:9092",
              SettingCheck.nonEmpty(),
              "The brokers, host:port, comma-separated; ./cider demo listens there.")
          .withRemedyFor(ErrorCode.BROKER_UNAVAILABLE);

  public static final Setting<String> PROPERTIES =
      Setting.text(
          "kafka.properties",
          "",
          SettingCheck.none(),
          "Properties file with further settings of every Kafka client, such as security.");

  public static final Setting<String> REGISTRY_URL =
      Setting.text(
              "registry.url",
              "http://127.0.0.1:8081/apis/ccompat/v7",
              SettingCheck.address(),
              "Base URL of the schema registry's Confluent API; ./cider demo listens there.")
          .withRemedyFor(ErrorCode.REGISTRY_UNAVAILABLE);

  public static final Setting<String> TOPICS_PREFIX =
      Setting.text(
          "topics.prefix",
          "",
          SettingCheck.none(),
          "Prefix of every topic and consumer group, so that several systems can share brokers.");

  public static final Setting<String> TOPICS_DESCRIPTORS =
      Setting.text(
          "topics.descriptors",
          Topics.DESCRIPTORS,
          SettingCheck.nonEmpty(),
          "Name of the topic of descriptors behind the prefix; ./cider rebuild with another model"
              + " names a new one. It is a part of the embedder's consumer group.");

  public static final Setting<Integer> TOPICS_PARTITIONS =
      Setting.number(
          "topics.partitions",
          4,
          1,
          1000,
          "Partitions of the topics that ./cider demo and ./cider topics create.");

  public static final Setting<Integer> TOPICS_REPLICATION_FACTOR =
      Setting.number(
          "topics.replication.factor",
          -1,
          -1,
          10,
          "Replicas of the topics that are created; -1 is the broker's default.");

  public static final Setting<Integer> TOPICS_MAX_RECORD_BYTES =
      Setting.number(
          "topics.max.record.bytes",
          64 << 20,
          1 << 20,
          512 << 20,
          "Largest record that the topics accept and the roles read.");

  public static final Setting<String> PROGRESS_TOPIC =
      Setting.text(
          "progress.topic",
          "",
          SettingCheck.none(),
          "Topic on which the sink reports how far the index is, for searchers and the console;"
              + " empty for none. ./cider demo uses progress.");

  /** All but {@link #PROGRESS_TOPIC}, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          BOOTSTRAP,
          PROPERTIES,
          REGISTRY_URL,
          TOPICS_PREFIX,
          TOPICS_DESCRIPTORS,
          TOPICS_PARTITIONS,
          TOPICS_REPLICATION_FACTOR,
          TOPICS_MAX_RECORD_BYTES);

  private KafkaSettings() {}

  /**
   * Returns the options from the values of {@link #ALL}, {@link RegistrySettings#ALL} and {@link
   * #PROGRESS_TOPIC}.
   */
  public static KafkaOptions from(SettingValues values) {
    return new KafkaOptions(
        values.get(BOOTSTRAP),
        values.get(PROPERTIES),
        RegistrySettings.from(values),
        Topics.withPrefix(values.get(TOPICS_PREFIX), values.get(TOPICS_DESCRIPTORS)),
        values.filled(PROGRESS_TOPIC),
        new KafkaOptions.NewTopics(
            values.get(TOPICS_PARTITIONS),
            values.get(TOPICS_REPLICATION_FACTOR).shortValue(),
            values.get(TOPICS_MAX_RECORD_BYTES)));
  }
}
