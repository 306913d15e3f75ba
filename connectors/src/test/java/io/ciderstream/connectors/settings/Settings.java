package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.settings.Setting;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Settings of a connector as text, with the address of Milvus unless a test gives one. */
final class Settings {
  private final Map<String, String> given =
      new HashMap<>(Map.of(IndexSettings.URI.name(), "http://m:1"));

  private Settings() {}

  static Settings none() {
    return new Settings();
  }

  static Settings of(Setting<?> setting, String value) {
    return none().with(setting, value);
  }

  Settings with(Setting<?> setting, String value) {
    return with(setting.name(), value);
  }

  Settings with(String name, String value) {
    given.put(name, value);
    return this;
  }

  SinkOptions parse() {
    return SinkSettings.parse(given);
  }

  /** Expects a message that names this setting. */
  void isRejected(String name) {
    assertThatThrownBy(this::parse)
        .as("%s", given)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  void isRejected(Setting<?> setting) {
    isRejected(setting.name());
  }
}
