package io.ciderstream.trials.engine;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The default values of some settings. */
final class DefaultValues implements SettingValues {
  private final Map<String, Object> values = new HashMap<>();

  /** Takes the defaults of these settings. */
  DefaultValues(List<Setting<?>> settings) {
    settings.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
  }

  @Override
  public Object value(String name) {
    return values.get(name);
  }
}
