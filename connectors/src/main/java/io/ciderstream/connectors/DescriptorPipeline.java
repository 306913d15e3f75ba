package io.ciderstream.connectors;

import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Descriptors of cider-stream, one collection for each model. */
final class DescriptorPipeline implements SinkPipeline {
  private final DescriptorWriter writer;

  DescriptorPipeline(DescriptorWriter writer) {
    this.writer = writer;
  }

  /** The first record tells the model, and so the collection. */
  @Override
  public void open(Collection<String> topics) {}

  @Override
  public void apply(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    new IsolatingApply(writer, bad).apply(changes(records, bad));
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
  public void close() {
    writer.close();
  }

  private static List<RecordChange> changes(
      Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    List<RecordChange> changes = new ArrayList<>(records.size());
    for (SinkRecord sinkRecord : records) {
      try {
        changes.add(new RecordChange(sinkRecord, DescriptorMap.change(sinkRecord)));
      } catch (CiderException e) {
        switch (e.code().kind()) {
          case INPUT, RECORD -> bad.put(sinkRecord, e);
          case DEPENDENCY, CONFIGURATION -> throw e;
        }
      }
    }
    return changes;
  }
}
