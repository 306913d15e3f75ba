package io.ciderstream.streams.output;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
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
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the broker about topics.
 *
 * @param assumedBytes the largest record of a topic whose configuration this role may not read
 */
record TopicReader(int assumedBytes) {
  private static final int ASK_MS = 10_000;

  /**
   * Reads the facts of topics.
   *
   * @throws CiderException BROKER_UNAVAILABLE
   */
  Map<String, TopicFacts> read(Admin admin, Collection<String> topics) throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin
            .describeTopics(
                topics,
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(ASK_MS))
            .topicNameValues();
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Map<String, KafkaFuture<Config>> configs =
        admin.describeConfigs(resources).values().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
    Map<String, TopicFacts> facts = new HashMap<>();
    for (String topic : topics) {
      facts.put(topic, facts(topic, asked.get(topic), configs.get(topic)));
    }
    return facts;
  }

  private TopicFacts facts(
      String topic, KafkaFuture<TopicDescription> asked, KafkaFuture<Config> config)
      throws InterruptedException {
    TopicDescription described;
    try {
      described = answer(topic, asked);
    } catch (ExecutionException e) {
      return closed(topic, e);
    }
    int partitions = described.partitions().size();
    TopicFacts facts;
    try {
      facts = facts(partitions, answer(topic, config));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        return closed(topic, e);
      }
      facts = TopicFacts.open(partitions, assumedBytes);
    }
    return new TopicFacts(
        mayWrite(described) ? TopicFacts.Status.OPEN : TopicFacts.Status.FORBIDDEN,
        partitions,
        facts.maxRecordBytes(),
        facts.oldest(),
        facts.newest(),
        facts.compacted());
  }

  /** Null where the broker does not say. */
  private static boolean mayWrite(TopicDescription described) {
    Set<AclOperation> allowed = described.authorizedOperations();
    return allowed == null
        || allowed.contains(AclOperation.WRITE)
        || allowed.contains(AclOperation.ALL);
  }

  private TopicFacts facts(int partitions, Config config) {
    return new TopicFacts(
        TopicFacts.Status.OPEN,
        partitions,
        number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
            .map(Math::toIntExact)
            .orElse(assumedBytes),
        span(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
        span(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        value(config, TopicConfig.CLEANUP_POLICY_CONFIG)
            .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT))
            .isPresent());
  }

  private static Duration span(Config config, String name) {
    return number(config, name).map(Duration::ofMillis).orElse(TopicFacts.ANY);
  }

  private static Optional<Long> number(Config config, String name) {
    return value(config, name).map(Long::valueOf);
  }

  private static Optional<String> value(Config config, String name) {
    return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
  }

  private static <T> T answer(String topic, KafkaFuture<T> asked)
      throws InterruptedException, ExecutionException {
    try {
      return asked.get(ASK_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable(topic, e);
    }
  }

  private static TopicFacts closed(String topic, ExecutionException failure) {
    return switch (failure.getCause()) {
      case UnknownTopicOrPartitionException e -> TopicFacts.closed(TopicFacts.Status.MISSING);
      case InvalidTopicException e -> TopicFacts.closed(TopicFacts.Status.MISSING);
      case AuthorizationException e -> TopicFacts.closed(TopicFacts.Status.FORBIDDEN);
      default -> throw unavailable(topic, failure);
    };
  }

  private static CiderException unavailable(String topic, Exception cause) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "The topic %s cannot be described by the brokers of %s."
            .formatted(topic, KafkaSettings.BOOTSTRAP),
        cause);
  }
}
