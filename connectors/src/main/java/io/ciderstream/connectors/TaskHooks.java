package io.ciderstream.connectors;

import io.ciderstream.connectors.mapping.RowMapper;
import io.ciderstream.connectors.metrics.SinkMeter;
import io.ciderstream.connectors.metrics.TaskMetrics;
import io.ciderstream.connectors.progress.IndexNames;
import io.ciderstream.connectors.progress.Progress;
import io.ciderstream.connectors.progress.ProgressSettings;
import io.ciderstream.connectors.trace.BatchTrace;
import io.ciderstream.connectors.trace.SinkTracing;
import io.ciderstream.schemas.CiderException;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What a task tells others: its metrics, its spans, and how far the index is. On the task's thread.
 */
final class TaskHooks implements AutoCloseable {
  /** The number of the task, which the connector gives each one. */
  static final String TASK = "cider.task";

  private final TaskMetrics metrics;
  private final SinkTracing tracing;
  private final Progress progress;

  private TaskHooks(TaskMetrics metrics, SinkTracing tracing, Progress progress) {
    this.metrics = metrics;
    this.tracing = tracing;
    this.progress = progress;
  }

  /**
   * @param settings as Connect gave them to the task
   * @param parsed the same, checked
   */
  static TaskHooks open(Map<String, String> settings, SinkSettings parsed) {
    return new TaskHooks(
        new TaskMetrics(
            settings.getOrDefault("name", "milvus-sink"),
            settings.getOrDefault(TASK, "0"),
            Metrics.globalRegistry,
            InstantSource.system()),
        new SinkTracing(GlobalOpenTelemetry.getOrNoop()),
        ProgressSettings.open(parsed, names(parsed)));
  }

  private static IndexNames names(SinkSettings parsed) {
    return parsed
        .rows()
        .<IndexNames>map(rows -> new RowNames(new RowMapper(rows.mapping())))
        .orElseGet(() -> new DescriptorNames(parsed.index().name()));
  }

  private record RowNames(RowMapper mapper) implements IndexNames {
    @Override
    public String collection(SinkRecord sinkRecord) {
      return mapper.target(sinkRecord.topic()).toString();
    }

    @Override
    public Optional<String> modelCollection(SinkRecord sinkRecord) {
      return Optional.empty();
    }
  }

  private record DescriptorNames(String alias) implements IndexNames {
    @Override
    public String collection(SinkRecord sinkRecord) {
      return alias;
    }

    @Override
    public Optional<String> modelCollection(SinkRecord sinkRecord) {
      return DescriptorMap.model(sinkRecord).map(model -> model.collection(alias));
    }
  }

  /** Told of each request. */
  SinkMeter meter() {
    return metrics.counters();
  }

  /** Begins with these records; may be empty. */
  BatchTrace begun(Collection<SinkRecord> records) {
    return tracing.begin(records);
  }

  /** All these records are in the index or reported; may be empty. */
  void acknowledged(Collection<SinkRecord> records) {
    long newest = -1;
    for (SinkRecord sinkRecord : records) {
      if (sinkRecord.timestamp() != null) {
        newest = Math.max(newest, sinkRecord.timestamp());
      }
    }
    meter().done(records.size(), newest);
    progress.acknowledged(records);
  }

  /** Connect is asked for the same records again. */
  void retried(CiderException error, long pauseMs) {
    meter().retried(error.code(), Duration.ofMillis(pauseMs));
  }

  /** A record went to the errant record reporter. */
  void reported(CiderException error) {
    meter().deadLettered(error.code());
  }

  @Override
  public void close() {
    progress.close();
    metrics.close();
  }
}
