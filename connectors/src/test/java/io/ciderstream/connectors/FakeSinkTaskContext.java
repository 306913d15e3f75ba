package io.ciderstream.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What Connect would give a task; keeps what the task asks for. */
public final class FakeSinkTaskContext implements SinkTaskContext {
  public record Report(SinkRecord reported, Throwable error) {}

  public final List<Long> timeouts = new ArrayList<>();
  public final List<Report> reports = new ArrayList<>();
  private final boolean reporting;

  public FakeSinkTaskContext(boolean reporting) {
    this.reporting = reporting;
  }

  @Override
  public void timeout(long timeoutMs) {
    timeouts.add(timeoutMs);
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporting
        ? (reported, error) -> {
          reports.add(new Report(reported, error));
          return CompletableFuture.completedFuture(null);
        }
        : null;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {}

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException();
  }
}
