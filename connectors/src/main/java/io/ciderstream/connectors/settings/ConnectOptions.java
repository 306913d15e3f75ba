package io.ciderstream.connectors.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Map;

/**
 * The options that the sink reads from settings of Kafka Connect.
 *
 * @param connector the connector's name
 * @param task the task's number
 * @param consumerId the client id of the task's consumer, as Connect chooses it
 * @param sessionTimeout of the task's consumer
 * @param pollInterval {@code max.poll.interval.ms} of the task's consumer
 * @param maxDeadLetterBytes the largest request of Connect's producer of dead letters
 */
public record ConnectOptions(
    String connector,
    String task,
    String consumerId,
    Duration sessionTimeout,
    Duration pollInterval,
    long maxDeadLetterBytes) {
  /** The number of a task, which the connector adds to the settings of each one. */
  public static final String TASK = "cider.task";

  static final String SESSION_TIMEOUT = "consumer.override.session.timeout.ms";
  static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";
  static final String CLIENT_ID = "consumer.override.client.id";
  static final String MAX_REQUEST = "producer.override.max.request.size";

  private static final long KAFKA_SESSION_TIMEOUT_MS = 45_000;
  private static final long KAFKA_POLL_INTERVAL_MS = 300_000;
  private static final long KAFKA_MAX_REQUEST_BYTES = 1 << 20;

  /**
   * Reads the settings of a connector or a task; what is missing has Kafka's default.
   *
   * @throws CiderException SETTING_INVALID if a number is not one
   */
  static ConnectOptions from(Map<String, String> settings) {
    String connector = settings.getOrDefault("name", "milvus-sink");
    String task = settings.getOrDefault(TASK, "0");
    return new ConnectOptions(
        connector,
        task,
        settings.getOrDefault(CLIENT_ID, "connector-consumer-%s-%s".formatted(connector, task)),
        Duration.ofMillis(number(settings, SESSION_TIMEOUT, KAFKA_SESSION_TIMEOUT_MS)),
        Duration.ofMillis(number(settings, POLL_INTERVAL, KAFKA_POLL_INTERVAL_MS)),
        number(settings, MAX_REQUEST, KAFKA_MAX_REQUEST_BYTES));
  }

  private static long number(Map<String, String> settings, String name, long kafkasDefault) {
    String given = settings.get(name);
    try {
      return given == null ? kafkasDefault : Long.parseLong(given.trim());
    } catch (NumberFormatException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s is \"%s\", not a number.".formatted(name, given));
    }
  }
}
