package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.schemas.settings.ConfigDefs;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.streams.fetch.FetchSettings;
import io.ciderstream.streams.runtime.RoleSettings;
import io.ciderstream.streams.searcher.SearcherSettings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Every setting: name, type, default, check, meaning. The documentation's table is made of it. */
public final class Catalogue {
  /** All settings. */
  public static final ConfigDef DEFINITION = define();

  private Catalogue() {}

  private static ConfigDef define() {
    ConfigDef all = new ConfigDef();
    add(all, List.of(SystemSettings.DATA_DIR, EmbeddingSettings.MODEL_FILE));
    add(all, KafkaSettings.ALL);
    add(all, EmbeddingSettings.ALL);
    add(all, IndexSettings.ALL);
    add(all, RoleSettings.ALL);
    add(all, SearcherSettings.ALL);
    add(all, List.of(KafkaSettings.PROGRESS_TOPIC));
    add(all, FetchSettings.ALL);
    add(all, ConnectSettings.ALL);
    add(all, ConsoleSettings.ALL);
    add(all, MonitoringSettings.ALL);
    add(all, List.of(SystemSettings.STOP_TIMEOUT));
    return all;
  }

  private static void add(ConfigDef all, List<Setting<?>> settings) {
    settings.forEach(setting -> ConfigDefs.define(all, setting, HIGH));
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
