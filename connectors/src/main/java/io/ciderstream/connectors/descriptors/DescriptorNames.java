package io.ciderstream.connectors.descriptors;

import io.ciderstream.connectors.progress.IndexNames;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Names the index and the collection of a descriptor's model.
 *
 * @param alias of the index
 */
public record DescriptorNames(String alias) implements IndexNames {
  @Override
  public String collection(SinkRecord sinkRecord) {
    return alias;
  }

  @Override
  public Optional<String> modelCollection(SinkRecord sinkRecord) {
    return DescriptorMap.model(sinkRecord).map(model -> model.collection(alias));
  }
}
