package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.schemas.settings.ConfigDefs;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.RegistrySettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingRemedies;
import io.ciderstream.streams.embedder.EmbedderSettings;
import io.ciderstream.streams.fetch.FetchSettings;
import io.ciderstream.streams.runtime.RoleSettings;
import io.ciderstream.streams.searcher.SearcherSettings;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/** Composes the settings of all modules. The documentation's table is generated from it. */
public final class Catalogue {
  /** All settings, in the order of the documentation. */
  public static final List<Setting<?>> SETTINGS =
      Stream.<List<? extends Setting<?>>>of(
              List.of(
                  SystemSettings.DATA_DIR,
                  EmbeddingSettings.MODEL_FILE,
                  EmbeddingSettings.LOCALISER_FILE),
              KafkaSettings.ALL,
              RegistrySettings.ALL,
              EmbeddingSettings.ALL,
              IndexSettings.ALL,
              RoleSettings.ALL,
              EmbedderSettings.ALL,
              SearcherSettings.ALL,
              List.of(SearcherSettings.NEXT_MODEL, KafkaSettings.PROGRESS_TOPIC),
              FetchSettings.ALL,
              ConnectSettings.ALL,
              ConsoleSettings.ALL,
              MonitoringSettings.ALL,
              List.of(SystemSettings.STOP_TIMEOUT))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** All settings as Kafka's definitions. */
  public static final ConfigDef DEFINITION = define();

  /** Names the settings that can prevent an error; a training run has its own for the device. */
  public static final SettingRemedies REMEDIES =
      new SettingRemedies(
          SETTINGS.stream().filter(setting -> setting != EmbeddingSettings.CUDA).toList());

  private Catalogue() {}

  private static ConfigDef define() {
    ConfigDef all = new ConfigDef();
    SETTINGS.forEach(setting -> ConfigDefs.define(all, setting, HIGH));
    return all;
  }
}
