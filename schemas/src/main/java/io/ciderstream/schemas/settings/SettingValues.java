package io.ciderstream.schemas.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The checked values of settings, from which a module makes its typed options. */
@FunctionalInterface
public interface SettingValues {

  /**
   * Returns the value of a setting by name: a String, Boolean, Integer, Long, Double or a List of
   * String, as its {@link SettingType} says; a secret in clear. Never null for a setting with a
   * default.
   */
  Object value(String name);

  /** Returns the value of a setting. */
  @SuppressWarnings("unchecked")
  default <T> T get(Setting<T> setting) {
    return (T) value(setting.name());
  }

  /** Returns a text, or nothing if it is empty. */
  default Optional<String> filled(Setting<String> setting) {
    String text = get(setting);
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Returns a number of milliseconds. */
  default Duration millis(Setting<Long> setting) {
    return Duration.ofMillis(get(setting));
  }

  /** Returns a path as it is written, or nothing if it is empty. */
  default Optional<Path> file(Setting<String> setting) {
    return filled(setting).map(Path::of);
  }
}
