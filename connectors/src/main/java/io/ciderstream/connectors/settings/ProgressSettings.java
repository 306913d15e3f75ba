package io.ciderstream.connectors.settings;

import io.ciderstream.connectors.progress.ProgressOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the progress topic. */
public final class ProgressSettings {
  /** The prefix of further settings of the producer. */
  public static final String PRODUCER_PREFIX = "progress.producer.";

  public static final Setting<String> TOPIC =
      KafkaSettings.PROGRESS_TOPIC.withMeaning(
          "Compacted topic to which the sink publishes the position of the index after each"
              + " acknowledged batch. Empty for none.");

  public static final Setting<String> BOOTSTRAP =
      Setting.text(
          "progress.bootstrap.servers",
          "",
          SettingCheck.none(),
          "Brokers of the progress topic, host:port, comma-separated. Further settings of this"
              + " producer, such as security, begin with "
              + PRODUCER_PREFIX
              + "*.");

  public static final List<Setting<?>> ALL = List.of(TOPIC, BOOTSTRAP);

  private ProgressSettings() {}

  /**
   * Returns the options, or nothing if no topic is set.
   *
   * @param values of {@link #ALL}
   * @param given all settings as they were given
   * @throws CiderException SETTING_INVALID if only one of the two is set
   */
  public static Optional<ProgressOptions> from(SettingValues values, Map<String, String> given) {
    Optional<String> topic = values.filled(TOPIC);
    Optional<String> brokers = values.filled(BOOTSTRAP);
    if (topic.isPresent() != brokers.isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is not set, but %s is. Set both or none."
              .formatted(
                  topic.isPresent() ? BOOTSTRAP.name() : TOPIC.name(),
                  topic.isPresent() ? TOPIC.name() : BOOTSTRAP.name()));
    }
    return topic.map(name -> new ProgressOptions(name, producer(brokers.orElseThrow(), given)));
  }

  private static Map<String, String> producer(String brokers, Map<String, String> given) {
    Map<String, String> producer = new HashMap<>();
    given.forEach(
        (name, value) -> {
          if (name.startsWith(PRODUCER_PREFIX)) {
            producer.put(name.substring(PRODUCER_PREFIX.length()), value);
          }
        });
    producer.put("bootstrap.servers", brokers);
    return producer;
  }
}
