package io.ciderstream.connectors.rows;

import io.ciderstream.connectors.pipeline.RecordFaults;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.telemetry.SinkMeter;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowWriter;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Rows of any collection. Of several records to a key only the last is written, upsert or delete;
 * calls follow one another, so that one request is in flight for a key at most.
 */
public final class RowPipeline implements SinkPipeline {
  /** Milvus takes no larger request; some of it is left for the frame. */
  private static final long LARGEST_ROW = 60L << 20;

  private final RowWriter writer;
  private final RowMapper mapper;
  private final RowOptions options;
  private final SinkMeter meter;

  public RowPipeline(RowWriter writer, RowOptions options, SinkMeter meter) {
    this.writer = writer;
    this.mapper = new RowMapper(options.mapping());
    this.options = options;
    this.meter = meter;
  }

  @Override
  public void open(Collection<String> topics) {
    if (options.mapping().database().isEmpty()) {
      // a transformation may rename topics, so those without a rule are judged by their records
      topics.stream()
          .filter(options.mapping().routing()::covers)
          .map(mapper::target)
          .distinct()
          .forEach(writer::check);
    }
  }

  @Override
  public void apply(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    Map<Target, Map<RowKey, PendingRow>> last = new LinkedHashMap<>();
    for (SinkRecord record : records) {
      RecordFaults.isolate(record, bad, () -> prepare(record, last));
    }
    last.forEach((target, rows) -> write(target, rows.values(), bad));
  }

  @Override
  public long unanswered() {
    return writer.unanswered();
  }

  @Override
  public void probe() {
    writer.probe();
  }

  @Override
  public void released() {
    writer.released();
  }

  @Override
  public void close() {
    writer.close();
  }

  private void prepare(SinkRecord record, Map<Target, Map<RowKey, PendingRow>> last) {
    MappedRecord mapped = mapper.map(record);
    PreparedChange change = writer.prepare(mapped.target(), mapped.change());
    if (change.bytes() > LARGEST_ROW) {
      throw new CiderException(
          ErrorCode.ROW_REFUSED,
          "The row of key %s has %d bytes.".formatted(change.key(), change.bytes()));
    }
    Map<RowKey, PendingRow> rows =
        last.computeIfAbsent(mapped.target(), target -> new LinkedHashMap<>());
    PendingRow older = rows.remove(change.key());
    rows.put(change.key(), new PendingRow(record, change, older));
  }

  private void write(
      Target target, Collection<PendingRow> rows, Map<SinkRecord, CiderException> bad) {
    for (List<PendingRow> batch : RowBatches.cut(rows, options.batch())) {
      List<PendingRow> fresh = options.plan().guarded() ? fresh(target, batch) : batch;
      if (!fresh.isEmpty()) {
        send(target, fresh, bad);
      }
    }
  }

  private void send(Target target, List<PendingRow> batch, Map<SinkRecord, CiderException> bad) {
    long start = System.nanoTime();
    Map<PreparedChange, CiderException> refused =
        writer.write(target, batch.stream().map(PendingRow::change).toList());
    measure(batch, refused.size(), Duration.ofNanos(System.nanoTime() - start));
    if (refused.isEmpty()) {
      return;
    }
    List<PendingRow> older = new ArrayList<>();
    for (PendingRow row : batch) {
      CiderException error = refused.get(row.change());
      if (error != null) {
        bad.put(row.source(), error);
        if (row.older() != null) {
          older.add(row.older());
        }
      }
    }
    write(target, older, bad);
  }

  private void measure(List<PendingRow> batch, int refused, Duration time) {
    int deletes = 0;
    long bytes = 0;
    for (PendingRow row : batch) {
      deletes += row.source().value() == null ? 1 : 0;
      bytes += row.change().bytes();
    }
    meter.request(batch.size() - deletes - refused, deletes, bytes, time);
  }

  /** Those that the collection does not have a newer record of. */
  private List<PendingRow> fresh(Target target, List<PendingRow> batch) {
    Map<RowKey, SourceOffset> stored =
        writer.sources(target, batch.stream().map(row -> row.change().key()).toList());
    return batch.stream()
        .filter(
            row -> {
              SourceOffset held = stored.get(row.change().key());
              return held == null || !row.change().source().isBefore(held);
            })
        .toList();
  }
}
