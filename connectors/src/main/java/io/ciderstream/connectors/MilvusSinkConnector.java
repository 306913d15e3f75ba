package io.ciderstream.connectors;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Keeps the index in Milvus equal to a topic of descriptors. */
public final class MilvusSinkConnector extends SinkConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> settings) {
    new SinkSettings(settings);
    this.settings = Map.copyOf(settings);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return SinkSettings.DEFINITION;
  }

  @Override
  public String version() {
    return Version.of(MilvusSinkConnector.class);
  }
}
