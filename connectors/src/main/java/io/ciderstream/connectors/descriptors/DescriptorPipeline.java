package io.ciderstream.connectors.descriptors;

import io.ciderstream.connectors.pipeline.RecordFaults;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.index.Change;
import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/** Descriptors of cider-stream, one collection for each model. */
public final class DescriptorPipeline implements SinkPipeline {
  private final DescriptorWriter writer;

  public DescriptorPipeline(DescriptorWriter writer) {
    this.writer = writer;
  }

  /** The first record tells the model, and so the collection. */
  @Override
  public void open(Collection<String> topics) {}

  @Override
  public void apply(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    List<RecordChange> pending = changes(records, bad);
    while (!pending.isEmpty()) {
      Map<Change, CiderException> refused =
          writer.write(pending.stream().map(RecordChange::change).toList());
      pending = refused.isEmpty() ? List.of() : older(pending, refused, bad);
    }
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

  /** The last change to an id was refused: the older ones count then. */
  private static List<RecordChange> older(
      List<RecordChange> written,
      Map<Change, CiderException> refused,
      Map<SinkRecord, CiderException> bad) {
    Set<String> ids = new HashSet<>();
    for (RecordChange each : written) {
      CiderException error = refused.get(each.change());
      if (error != null) {
        bad.put(each.source(), error);
        ids.add(each.change().id());
      }
    }
    return written.stream()
        .filter(each -> ids.contains(each.change().id()))
        .filter(each -> !refused.containsKey(each.change()))
        .toList();
  }

  private static List<RecordChange> changes(
      Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    List<RecordChange> changes = new ArrayList<>(records.size());
    for (SinkRecord sinkRecord : records) {
      RecordFaults.isolate(
          sinkRecord,
          bad,
          () -> changes.add(new RecordChange(sinkRecord, DescriptorMap.change(sinkRecord))));
    }
    return changes;
  }
}
