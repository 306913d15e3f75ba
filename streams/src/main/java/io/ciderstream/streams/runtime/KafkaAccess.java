package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.RegistryOptions;
import java.util.Map;

/**
 * How a role reaches the brokers, the schema registry and its topics.
 *
 * @param bootstrap brokers, {@code host:port} separated by commas
 * @param registry the schema registry
 * @param topics the topics' names
 * @param maxRecordBytes largest record on any topic, 1 MiB to 1 GiB
 * @param client further settings of the Kafka clients, such as security; they override the role's
 *     own
 */
public record KafkaAccess(
    String bootstrap,
    RegistryOptions registry,
    Topics topics,
    int maxRecordBytes,
    Map<String, String> client) {
  private static final int MIN_RECORD_BYTES = 1 << 20;
  private static final int MAX_RECORD_BYTES = 1 << 30;

  /** Rejects impossible values with SETTING_INVALID. */
  public KafkaAccess {
    client = Map.copyOf(client);
    OptionChecks.require(!bootstrap.isBlank(), "The bootstrap servers are empty.");
    OptionChecks.require(
        maxRecordBytes >= MIN_RECORD_BYTES && maxRecordBytes <= MAX_RECORD_BYTES,
        "The largest record is %d bytes, but must be %d to %d.",
        maxRecordBytes,
        MIN_RECORD_BYTES,
        MAX_RECORD_BYTES);
  }

  /** Shows the names of the clients' settings, whose values may be secret. */
  @Override
  public String toString() {
    return "KafkaAccess[bootstrap=%s, registry=%s, topics=%s, maxRecordBytes=%d, client=%s]"
        .formatted(bootstrap, registry, topics, maxRecordBytes, client.keySet());
  }
}
