package io.ciderstream.connectors.progress;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** How the index is named that a record goes to. */
public interface IndexNames {
  /** Returns the alias, or the collection of a sink for other rows. */
  String collection(SinkRecord sinkRecord);

  /** Returns the collection of the record's model; empty if it has none, as a deletion. */
  Optional<String> modelCollection(SinkRecord sinkRecord);
}
