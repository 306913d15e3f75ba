package io.ciderstream.connectors.settings;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.settings.ConfigDefs;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingRemedies;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** All settings of the sink, composed of the fragments of their owners. */
public final class SinkSettings {
  public static final Setting<Boolean> VALIDATE_CONNECTION =
      Setting.flag(
          "validate.connection",
          false,
          "Whether the validation of the settings also connects to Milvus.");

  private static final Set<String> HIGH =
      names(
          IndexSettings.URI,
          IndexSettings.NAME,
          RowSettings.COLLECTION,
          RowSettings.KEY_FROM,
          RowSettings.VECTORS);

  private static final Set<String> MEDIUM =
      names(
          IndexSettings.TOKEN,
          IndexSettings.USER,
          IndexSettings.PASSWORD,
          IndexSettings.TYPE,
          IndexSettings.RPC_DEADLINE,
          IndexSettings.BATCH_ROWS,
          RowSettings.TOPICS_COLLECTIONS,
          RowSettings.CREATE,
          RowSettings.DYNAMIC,
          RowSettings.KEY_NAME,
          RowSettings.INDEX_TYPE,
          RowSettings.INDEX_METRIC,
          RowSettings.TYPES,
          RowSettings.MAP,
          RowSettings.EVOLUTION,
          RowSettings.GUARD);

  /** The definition for Kafka Connect. */
  public static final ConfigDef DEFINITION = definition();

  /** Names the settings of rows that can prevent an error of a record. */
  public static final SettingRemedies REMEDIES = new SettingRemedies(RowSettings.ALL);

  private SinkSettings() {}

  /**
   * Returns the options of a connector or a task.
   *
   * @throws ConfigException naming the setting that is invalid or contradicts another one
   */
  public static SinkOptions parse(Map<String, String> settings) {
    SettingValues values = ConfigDefs.values(new AbstractConfig(DEFINITION, settings, false));
    try {
      ConnectOptions connect = ConnectOptions.from(settings);
      return new SinkOptions(
          content(settings, values),
          WriteSettings.from(values, connect),
          ProgressSettings.from(values, settings),
          connect,
          values.get(VALIDATE_CONNECTION));
    } catch (CiderException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private static SinkOptions.Content content(Map<String, String> settings, SettingValues values) {
    if (RowSettings.isUsed(values)) {
      return new SinkOptions.Rows(IndexSettings.connection(values), RowSettings.from(values));
    }
    RowSettings.rejectUnused(settings.keySet());
    return new SinkOptions.Descriptors(
        IndexSettings.fromSink(values), values.get(RowSettings.GUARD));
  }

  private static ConfigDef definition() {
    ConfigDef all = new ConfigDef();
    Stream.of(
            IndexSettings.SINK,
            WriteSettings.ALL,
            List.of(VALIDATE_CONNECTION),
            RowSettings.ALL,
            ProgressSettings.ALL)
        .flatMap(List::stream)
        .forEach(setting -> ConfigDefs.define(all, setting, importance(setting)));
    return all;
  }

  private static Importance importance(Setting<?> setting) {
    if (HIGH.contains(setting.name())) {
      return Importance.HIGH;
    }
    return MEDIUM.contains(setting.name()) ? Importance.MEDIUM : Importance.LOW;
  }

  private static Set<String> names(Setting<?>... settings) {
    return Stream.of(settings).map(Setting::name).collect(toUnmodifiableSet());
  }
}
