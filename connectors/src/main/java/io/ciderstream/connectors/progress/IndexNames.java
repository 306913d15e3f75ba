package io.ciderstream.connectors.progress;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Names the index that a record is written to. */
public interface IndexNames {
  /** Returns the alias for descriptors, and the collection for other rows. */
  String collection(SinkRecord sinkRecord);

  /** Returns the collection of the record's model; empty without a model, as for a deletion. */
  Optional<String> modelCollection(SinkRecord sinkRecord);
}
