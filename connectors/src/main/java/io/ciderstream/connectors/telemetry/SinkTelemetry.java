package io.ciderstream.connectors.telemetry;

import io.ciderstream.connectors.progress.Progress;
import io.ciderstream.schemas.CiderException;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What a task tells others: its metrics, its spans, and how far the index is. On the task's thread.
 */
public final class SinkTelemetry implements AutoCloseable {
  private final TaskMetrics metrics;
  private final SinkTracing tracing;
  private final Progress progress;

  private SinkTelemetry(TaskMetrics metrics, SinkTracing tracing, Progress progress) {
    this.metrics = metrics;
    this.tracing = tracing;
    this.progress = progress;
  }

  /**
   * @param connector its name
   * @param task its number
   * @param progress receives what is acknowledged
   */
  public static SinkTelemetry open(String connector, String task, Progress progress) {
    return new SinkTelemetry(
        new TaskMetrics(connector, task, Metrics.globalRegistry, InstantSource.system()),
        new SinkTracing(GlobalOpenTelemetry.getOrNoop()),
        progress);
  }

  /** Told of each request. */
  public SinkMeter meter() {
    return metrics.counters();
  }

  /** Begins with these records; may be empty. */
  public BatchTrace begun(Collection<SinkRecord> records) {
    return tracing.begin(records);
  }

  /** All these records are in the index or reported; may be empty. */
  public void acknowledged(Collection<SinkRecord> records) {
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
  public void retried(CiderException error, long pauseMs) {
    meter().retried(error.code(), Duration.ofMillis(pauseMs));
  }

  /** A record went to the errant record reporter. */
  public void reported(CiderException error) {
    meter().deadLettered(error.code());
  }

  @Override
  public void close() {
    progress.close();
    metrics.close();
  }
}
