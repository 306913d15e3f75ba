package io.ciderstream.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new KafkaOptions(
                "127.0.0.1:9092",
                "",
                RegistryOptions.of("http://127.0.0.1:8081/apis/ccompat/v7"),
                Topics.DEFAULT,
                Optional.empty(),
                new KafkaOptions.NewTopics(4, (short) -1, 64 << 20)));
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.of(
            KafkaSettings.BOOTSTRAP, "b:1",
            KafkaSettings.PROPERTIES, "client.properties",
            KafkaSettings.REGISTRY_URL, "http://r:2",
            KafkaSettings.TOPICS_PREFIX, "a.",
            KafkaSettings.TOPICS_DESCRIPTORS, "descriptors-2",
            KafkaSettings.TOPICS_PARTITIONS, 3,
            KafkaSettings.TOPICS_REPLICATION_FACTOR, 2,
            KafkaSettings.TOPICS_MAX_RECORD_BYTES, 5 << 20,
            KafkaSettings.PROGRESS_TOPIC, "progress");

    assertThat(given).containsOnlyKeys(settings().toArray(Setting<?>[]::new));
    assertThat(options(given))
        .isEqualTo(
            new KafkaOptions(
                "b:1",
                "client.properties",
                RegistryOptions.of("http://r:2"),
                Topics.withPrefix("a.", "descriptors-2"),
                Optional.of("progress"),
                new KafkaOptions.NewTopics(3, (short) 2, 5 << 20)));
  }

  private static List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(KafkaSettings.ALL);
    settings.add(KafkaSettings.PROGRESS_TOPIC);
    return settings;
  }

  private static KafkaOptions options(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    RegistrySettings.ALL.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
    settings()
        .forEach(
            setting ->
                values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return KafkaSettings.from(values::get);
  }
}
