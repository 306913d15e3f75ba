package io.ciderstream.index.rows;

import java.util.Map;

/**
 * The names of the settings that a plan was made from, so that messages can say what to change.
 *
 * @param names the name of each setting that exists
 */
public record SettingNames(Map<PlanSetting, String> names) {
  /** The names for a plan that was not made from settings. */
  public static final SettingNames NONE = new SettingNames(Map.of());

  /** Copies the map. */
  public SettingNames {
    names = Map.copyOf(names);
  }

  /** Returns the name of a setting, or its meaning if there is none. */
  public String of(PlanSetting setting) {
    return names.getOrDefault(setting, setting.meaning());
  }
}
