package io.ciderstream.connectors.telemetry;

import io.ciderstream.connectors.progress.ProgressPublisher;
import io.ciderstream.schemas.CiderException;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.InstantSource;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** Publishes what a task does: its metrics, its spans and the position of the index. One thread. */
public final class SinkTelemetry implements AutoCloseable {
  private final TaskMetrics metrics;
  private final SinkTracing tracing;
  private final ProgressPublisher progress;

  private SinkTelemetry(TaskMetrics metrics, SinkTracing tracing, ProgressPublisher progress) {
    this.metrics = metrics;
    this.tracing = tracing;
    this.progress = progress;
  }

  /**
   * Opens the telemetry of a task.
   *
   * @param connector its name
   * @param task its number
   * @param progress receives what is acknowledged
   */
  public static SinkTelemetry open(String connector, String task, ProgressPublisher progress) {
    return new SinkTelemetry(
        new TaskMetrics(connector, task, Metrics.globalRegistry, InstantSource.system()),
        new SinkTracing(GlobalOpenTelemetry.getOrNoop()),
        progress);
  }

  /** Returns the counters of this task. */
  public SinkMeter meter() {
    return metrics.counters();
  }

  /** Starts the trace of a batch; it may be empty. */
  public BatchTrace begin(Collection<SinkRecord> records) {
    return tracing.begin(records);
  }

  /** Counts and publishes that all these records are indexed or reported; may be empty. */
  public void acknowledge(Collection<SinkRecord> records) {
    long newest = -1;
    for (SinkRecord sinkRecord : records) {
      if (sinkRecord.timestamp() != null) {
        newest = Math.max(newest, sinkRecord.timestamp());
      }
    }
    meter().done(records.size(), newest);
    progress.acknowledged(records);
  }

  /** Counts a record that went to the errant record reporter. */
  public void countDeadLetter(CiderException error) {
    meter().deadLettered(error.code());
  }

  @Override
  public void close() {
    progress.close();
    metrics.close();
  }
}
