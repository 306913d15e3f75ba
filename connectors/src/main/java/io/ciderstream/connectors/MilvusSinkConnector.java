package io.ciderstream.connectors;

import io.ciderstream.connectors.settings.ConnectOptions;
import io.ciderstream.connectors.settings.SinkOptions;
import io.ciderstream.connectors.settings.SinkSettings;
import io.ciderstream.index.collection.MilvusServers;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Keeps Milvus equal to topics with descriptors of cider-stream or with rows of any collection. */
public final class MilvusSinkConnector extends SinkConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> settings) {
    SinkSettings.parse(settings);
    this.settings = Map.copyOf(settings);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return IntStream.range(0, maxTasks).mapToObj(this::numbered).toList();
  }

  private Map<String, String> numbered(int task) {
    Map<String, String> numbered = new HashMap<>(settings);
    numbered.put(ConnectOptions.TASK, Integer.toString(task));
    return numbered;
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return SinkSettings.DEFINITION;
  }

  /**
   * Validates each setting, rejects contradictions, and connects to Milvus if validate.connection
   * is set.
   */
  @Override
  public Config validate(Map<String, String> settings) {
    Config checked = super.validate(settings);
    if (checked.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
      return checked;
    }
    try {
      SinkOptions options = SinkSettings.parse(settings);
      if (options.content() instanceof SinkOptions.Rows rows) {
        MilvusServers.check(rows.options().plan());
      }
      if (options.validatesConnection()) {
        MilvusServers.version(options.content().connection());
      }
    } catch (ConfigException | CiderException e) {
      blamed(checked, e.getMessage()).addErrorMessage(e.getMessage());
    }
    return checked;
  }

  /** Returns the setting that the message names first. */
  private static ConfigValue blamed(Config checked, String message) {
    return checked.configValues().stream()
        .filter(value -> message.contains(value.name()))
        .min(
            Comparator.comparingInt((ConfigValue value) -> message.indexOf(value.name()))
                .thenComparingInt(value -> -value.name().length()))
        .orElseGet(
            () ->
                checked.configValues().stream()
                    .filter(value -> value.name().equals(IndexSettings.URI.name()))
                    .findFirst()
                    .orElseThrow());
  }

  @Override
  public String version() {
    return Version.of(MilvusSinkConnector.class);
  }
}
