package io.ciderstream.connectors.rows;

import io.ciderstream.connectors.progress.IndexNames;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Names the collection that a record's row goes to. */
public final class RowNames implements IndexNames {
  private final RowMapper mapper;

  public RowNames(RowMapping mapping) {
    this.mapper = new RowMapper(mapping);
  }

  @Override
  public String collection(SinkRecord sinkRecord) {
    return mapper.target(sinkRecord.topic()).toString();
  }

  @Override
  public Optional<String> modelCollection(SinkRecord sinkRecord) {
    return Optional.empty();
  }
}
