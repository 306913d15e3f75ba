package io.ciderstream.connectors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    return IntStream.range(0, maxTasks).mapToObj(this::numbered).toList();
  }

  private Map<String, String> numbered(int task) {
    Map<String, String> numbered = new HashMap<>(settings);
    numbered.put(TaskHooks.TASK, Integer.toString(task));
    return numbered;
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
