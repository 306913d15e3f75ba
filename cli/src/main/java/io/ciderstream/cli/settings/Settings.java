package io.ciderstream.cli.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.ConfigDefs;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingType;
import io.ciderstream.schemas.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The values in force of every setting of the {@link Catalogue}, checked. */
public final class Settings {
  private final AbstractConfig values;
  private final Map<String, Origin> origins;

  /**
   * Creates the settings.
   *
   * @param given values by name, as text; settings that are missing take their default
   * @param origins where each given value came from
   * @throws CiderException SETTING_INVALID for an unknown name or a value that fails its check
   */
  public Settings(Map<String, String> given, Map<String, Origin> origins) {
    ConfigDef catalogue = Catalogue.DEFINITION;
    for (String name : given.keySet()) {
      if (!catalogue.names().contains(name)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "There is no setting %s (from %s); ./cider config lists them all."
                .formatted(name, origins.getOrDefault(name, Origin.DEFAULT).label()));
      }
    }
    try {
      this.values = new AbstractConfig(catalogue, given, false);
    } catch (ConfigException e) {
      throw new CiderException(ErrorCode.SETTING_INVALID, e.getMessage() + ".", e);
    }
    this.origins = Map.copyOf(origins);
  }

  /** Returns the values from which a module creates its options. */
  public SettingValues values() {
    return ConfigDefs.values(values);
  }

  /** Returns a text value. */
  public String text(String name) {
    return values.getString(name);
  }

  /** Returns a text. */
  public String text(Setting<String> setting) {
    return text(setting.name());
  }

  /** Returns a 64-bit number. */
  public long big(Setting<Long> setting) {
    return big(setting.name());
  }

  /** Returns a path; see {@link #path(String)}. */
  public Path path(Setting<String> setting) {
    return path(setting.name());
  }

  /** Returns any value as text, a secret in clear. Never to be printed. */
  public String clear(Setting<?> setting) {
    return clear(setting.name());
  }

  /** Returns any value as text, a secret one in clear. It must never be printed. */
  public String clear(String name) {
    Object value = values.values().get(name);
    return value instanceof Password secret ? secret.value() : print(value);
  }

  /** Returns a secret value in clear; empty if unset. It must never be printed. */
  public String secret(String name) {
    return values.getPassword(name).value();
  }

  /** Returns a boolean value. */
  public boolean flag(String name) {
    return values.getBoolean(name);
  }

  /** Returns a 32-bit number. */
  public int number(String name) {
    return values.getInt(name);
  }

  /** Returns a 64-bit number. */
  public long big(String name) {
    return values.getLong(name);
  }

  /** Returns a number with a fraction. */
  public double ratio(String name) {
    return values.getDouble(name);
  }

  /** Returns a number of milliseconds as a duration. */
  public Duration millis(String name) {
    return Duration.ofMillis(values.getLong(name));
  }

  /** Returns a list of texts. */
  public List<String> list(String name) {
    return values.getList(name);
  }

  /**
   * Returns a path. Relative paths start in the working folder; {@code $CIDER_HOME} is the folder
   * in which the launcher keeps tools, models and data.
   */
  public Path path(String name) {
    String home = System.getProperty("cider.home", ".cider");
    return Path.of(text(name).replace("$CIDER_HOME", home)).toAbsolutePath().normalize();
  }

  /** Returns the source of a setting's value. */
  public Origin origin(String name) {
    return origins.getOrDefault(name, Origin.DEFAULT);
  }

  /** Returns the secrets that were given on the command line, which other users can read. */
  public List<String> visibleSecrets() {
    return Catalogue.SETTINGS.stream()
        .filter(setting -> setting.type() == SettingType.SECRET)
        .map(Setting::name)
        .filter(name -> origin(name) == Origin.COMMAND_LINE)
        .toList();
  }

  /** Returns every value as text by name, secrets masked. */
  public Map<String, String> printable() {
    Map<String, String> all = new TreeMap<>();
    values.values().forEach((name, value) -> all.put(name, print(value)));
    return all;
  }

  private static String print(Object value) {
    return switch (value) {
      case null -> "";
      case Password p -> p.value().isEmpty() ? "" : Password.HIDDEN;
      case List<?> l -> String.join(",", l.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }
}
