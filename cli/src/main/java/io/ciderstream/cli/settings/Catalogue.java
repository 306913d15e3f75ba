package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;

import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.settings.ConfigDefs;
import org.apache.kafka.common.config.ConfigDef;

/** Every setting: name, type, default, check, meaning. The documentation's table is made of it. */
public final class Catalogue {
  /** All settings. */
  public static final ConfigDef DEFINITION = define();

  private Catalogue() {}

  private static ConfigDef define() {
    ConfigDef all = new ConfigDef();
    SystemSettings.define(all);
    EmbeddingSettings.define(all);
    IndexSettings.ALL.forEach(setting -> ConfigDefs.define(all, setting, HIGH));
    RoleSettings.define(all);
    ConsoleSettings.define(all);
    OperationSettings.define(all);
    return all;
  }

  static void define(
      ConfigDef all,
      String name,
      ConfigDef.Type type,
      Object value,
      ConfigDef.Validator check,
      String meaning) {
    all.define(name, type, value, check, HIGH, meaning);
  }

  static void secret(ConfigDef all, String name, String meaning) {
    all.define(name, PASSWORD, "", HIGH, meaning);
  }
}
