package io.ciderstream.schemas.settings;

import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Settings as Kafka's configuration definitions. */
public final class ConfigDefs {
  private ConfigDefs() {}

  /** Adds the definition of a setting. */
  public static void define(ConfigDef all, Setting<?> setting, Importance importance) {
    Object value = setting.defaultValue();
    all.define(
        setting.name(),
        type(setting.type()),
        value == null ? ConfigDef.NO_DEFAULT_VALUE : value,
        validator(setting.check()),
        importance,
        setting.meaning());
  }

  /** Returns the values of a parsed configuration. */
  public static SettingValues values(AbstractConfig config) {
    return name -> {
      Object value = config.values().get(name);
      return value instanceof Password secret ? secret.value() : value;
    };
  }

  private static Type type(SettingType type) {
    return switch (type) {
      case TEXT -> Type.STRING;
      case SECRET -> Type.PASSWORD;
      case BOOLEAN -> Type.BOOLEAN;
      case INT -> Type.INT;
      case LONG -> Type.LONG;
      case DOUBLE -> Type.DOUBLE;
      case LIST -> Type.LIST;
    };
  }

  private static Validator validator(SettingCheck check) {
    return switch (check) {
      case SettingCheck.None none -> null;
      case SettingCheck.NonEmpty nonEmpty -> new NonEmptyString();
      case SettingCheck.Address address ->
          ConfigDef.LambdaValidator.with(
              (name, value) -> {
                new NonEmptyString().ensureValid(name, value);
                if (SettingCheck.hasCredentials(String.valueOf(value))) {
                  // without the value, which is a secret
                  throw new ConfigException(
                      name
                          + " has a user or password in its address; use the settings for them"
                          + " instead");
                }
              },
              () -> "non-empty, without a user or password");
      case SettingCheck.Between(Number least, Number most) -> Range.between(least, most);
      case SettingCheck.Matching(String regex, String allowed) ->
          ConfigDef.LambdaValidator.with(
              (name, value) -> {
                if (!String.valueOf(value).matches(regex)) {
                  throw new ConfigException(name, value, "must be " + allowed);
                }
              },
              () -> allowed);
      case SettingCheck.OneOf(List<String> values, boolean anyCase) ->
          anyCase
              ? CaseInsensitiveValidString.in(values.toArray(String[]::new))
              : ValidString.in(values.toArray(String[]::new));
    };
  }
}
