package io.ciderstream.schemas.settings;

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
    if (check instanceof SettingCheck.None) {
      return null;
    }
    if (check instanceof SettingCheck.NonEmpty) {
      return new NonEmptyString();
    }
    if (check instanceof SettingCheck.Address) {
      return ConfigDef.LambdaValidator.with(
          ConfigDefs::checkAddress, () -> "non-empty, without a user or password");
    }
    if (check instanceof SettingCheck.Between bounds) {
      return Range.between(bounds.least(), bounds.most());
    }
    if (check instanceof SettingCheck.Matching form) {
      return ConfigDef.LambdaValidator.with(
          (name, value) -> {
            if (!String.valueOf(value).matches(form.regex())) {
              throw new ConfigException(name, value, "must be " + form.allowed());
            }
          },
          form::allowed);
    }
    if (check instanceof SettingCheck.OneOf choice) {
      String[] values = choice.values().toArray(String[]::new);
      return choice.anyCase() ? CaseInsensitiveValidString.in(values) : ValidString.in(values);
    }
    throw new IllegalArgumentException("There is no validator for " + check);
  }

  private static void checkAddress(String name, Object value) {
    new NonEmptyString().ensureValid(name, value);
    if (SettingCheck.hasCredentials(String.valueOf(value))) {
      // without the value, which is a secret
      throw new ConfigException(
          name + " has a user or password in its address; use the settings for them instead");
    }
  }
}
