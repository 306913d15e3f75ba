package io.ciderstream.client;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.RegistryOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a client reaches its system.
 *
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} and security above all
 * @param registry how to reach the schema registry
 * @param topics the topics' names
 * @param replyTopic where this client's replies go: the topics' default, or one that the searcher
 *     allows
 * @param timeout how long a query may take; also its deadline, unless it has one
 * @param lookup how long to ask the searcher where an id's picture is stored, before its record
 *     goes to the partition of the key's hash; zero never asks
 */
public record ClientOptions(
    Map<String, Object> kafka,
    RegistryOptions registry,
    Topics topics,
    String replyTopic,
    Duration timeout,
    Duration lookup) {
  static final String BOOTSTRAP = "bootstrap.servers";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);

  /** Rejects with SETTING_INVALID what cannot work. */
  public ClientOptions {
    kafka = Map.copyOf(kafka);
    check(kafka.containsKey(BOOTSTRAP), BOOTSTRAP + " is missing.");
    check(!replyTopic.isBlank(), "replyTopic is empty.");
    check(
        !lookup.isNegative(),
        "lookup is %s, but must be 0 s or more.".formatted(Durations.text(lookup)));
    check(
        timeout.compareTo(Duration.ZERO) > 0,
        "timeout is %s, but must be positive.".formatted(Durations.text(timeout)));
  }

  private static void check(boolean fine, String detail) {
    if (!fine) {
      throw new CiderException(ErrorCode.SETTING_INVALID, detail);
    }
  }

  String brokers() {
    return kafka.get(BOOTSTRAP).toString();
  }

  /**
   * Returns options with the contract's topics, the shared reply topic, 30 seconds, lookups of up
   * to 5 seconds.
   */
  public static ClientOptions of(String bootstrap, String registryUrl) {
    return new ClientOptions(
        Map.of(BOOTSTRAP, bootstrap),
        RegistryOptions.of(registryUrl),
        Topics.DEFAULT,
        Topics.DEFAULT.replies(),
        TIMEOUT,
        LOOKUP_TIMEOUT);
  }

  /** Returns the same with other topics, replies on their default one. */
  public ClientOptions withTopics(Topics others) {
    return new ClientOptions(kafka, registry, others, others.replies(), timeout, lookup);
  }

  /** Returns the same with another reply topic. */
  public ClientOptions withReplyTopic(String other) {
    return new ClientOptions(kafka, registry, topics, other, timeout, lookup);
  }

  /** Returns the same with another timeout. */
  public ClientOptions withTimeout(Duration other) {
    return new ClientOptions(kafka, registry, topics, replyTopic, other, lookup);
  }

  /**
   * Returns the same with another time for lookups. A program that only puts new pictures into a
   * system whose clients all use murmur2 can set zero, and saves a query for each picture.
   */
  public ClientOptions withLookup(Duration other) {
    return new ClientOptions(kafka, registry, topics, replyTopic, timeout, other);
  }

  /** Returns the same with credentials or certificates for the schema registry. */
  public ClientOptions withRegistry(RegistryOptions other) {
    return new ClientOptions(kafka, other, topics, replyTopic, timeout, lookup);
  }

  /** Returns the same with one more setting of the Kafka clients. */
  public ClientOptions withKafka(String name, Object value) {
    Map<String, Object> more = new HashMap<>(kafka);
    more.put(name, value);
    return new ClientOptions(more, registry, topics, replyTopic, timeout, lookup);
  }

  /** Shows the names of the Kafka clients' settings, whose values may be secret. */
  @Override
  public String toString() {
    return "ClientOptions[brokers=%s, kafka=%s, registry=%s, topics=%s, replyTopic=%s, timeout=%s, lookup=%s]"
        .formatted(brokers(), kafka.keySet(), registry, topics, replyTopic, timeout, lookup);
  }
}
