package io.ciderstream.connectors;

import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.schemas.CiderException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Applies changes in order; where the writer refuses some for a bad one among them, halves them
 * until that one is alone, and applies the others.
 */
final class IsolatingApply {
  private final DescriptorWriter writer;
  private final Map<SinkRecord, CiderException> bad;

  /**
   * @param bad where the bad ones are put
   */
  IsolatingApply(DescriptorWriter writer, Map<SinkRecord, CiderException> bad) {
    this.writer = writer;
    this.bad = bad;
  }

  /** Passes on errors that are not a record's fault. */
  void apply(List<RecordChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    try {
      writer.apply(changes.stream().map(RecordChange::change).toList());
    } catch (CiderException e) {
      switch (e.code().kind()) {
        case INPUT, RECORD -> isolate(changes, e);
        case DEPENDENCY, CONFIGURATION -> throw e;
      }
    }
  }

  private void isolate(List<RecordChange> changes, CiderException error) {
    if (changes.size() == 1) {
      bad.put(changes.getFirst().source(), error);
      return;
    }
    int half = changes.size() / 2;
    apply(changes.subList(0, half));
    apply(changes.subList(half, changes.size()));
  }
}
