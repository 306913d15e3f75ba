package io.ciderstream.schemas.settings;

import io.ciderstream.schemas.Topics;
import java.util.Optional;

/**
 * Where the brokers, the schema registry and the topics are.
 *
 * @param bootstrap brokers, {@code host:port} separated by commas
 * @param propertiesFile file with further settings of every Kafka client; empty for none
 * @param registry how to reach the schema registry
 * @param topics names of the topics
 * @param progressTopic where the sink reports how far the index is, if there is such a topic
 * @param newTopics the shape of topics that are created
 */
public record KafkaOptions(
    String bootstrap,
    String propertiesFile,
    RegistryOptions registry,
    Topics topics,
    Optional<String> progressTopic,
    NewTopics newTopics) {

  /**
   * The shape of topics that are created.
   *
   * @param partitions of each topic
   * @param replicationFactor -1 for the broker's default
   * @param maxRecordBytes the largest record
   */
  public record NewTopics(int partitions, short replicationFactor, int maxRecordBytes) {}
}
