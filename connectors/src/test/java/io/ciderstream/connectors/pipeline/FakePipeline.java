package io.ciderstream.connectors.pipeline;

import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/** Keeps the keys of the records that it processes, and fails as a test configures. */
public final class FakePipeline implements SinkPipeline {
  public final List<Object> applied = new ArrayList<>();
  public Set<String> failingKeys = Set.of();
  public RuntimeException failure = new IllegalStateException("a bug");
  public long unanswered;
  public int probes;

  @Override
  public void open(Collection<String> topics) {}

  @Override
  public void process(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    if (records.stream().anyMatch(each -> failingKeys.contains(each.key()))) {
      throw failure;
    }
    records.forEach(each -> applied.add(each.key()));
  }

  @Override
  public long unanswered() {
    return unanswered;
  }

  @Override
  public void probe() {
    probes++;
  }

  @Override
  public void released() {}

  @Override
  public void close() {}
}
