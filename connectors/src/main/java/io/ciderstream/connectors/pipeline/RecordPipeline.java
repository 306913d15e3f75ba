package io.ciderstream.connectors.pipeline;

import io.ciderstream.index.ChangeWriter;
import io.ciderstream.index.RecordFaults;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the changes that records ask for. One thread.
 *
 * @param <C> a change
 */
public final class RecordPipeline<C> implements SinkPipeline {
  private final ChangeWriter<C> writer;
  private final Function<SinkRecord, C> mapper;
  private final Consumer<Collection<String>> check;

  /**
   * Creates a record pipeline.
   *
   * @param mapper reads the change of a record
   * @param check what is checked before the first record of topics
   */
  public RecordPipeline(
      ChangeWriter<C> writer, Function<SinkRecord, C> mapper, Consumer<Collection<String>> check) {
    this.writer = writer;
    this.mapper = mapper;
    this.check = check;
  }

  @Override
  public void open(Collection<String> topics) {
    check.accept(topics);
  }

  @Override
  public void process(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    List<SinkRecord> mapped = new ArrayList<>(records.size());
    List<C> changes = new ArrayList<>(records.size());
    for (SinkRecord sinkRecord : records) {
      RecordFaults.isolate(
          sinkRecord,
          bad,
          () -> {
            changes.add(mapper.apply(sinkRecord));
            mapped.add(sinkRecord);
          });
    }
    if (changes.isEmpty()) {
      return;
    }
    Map<C, CiderException> refused = writer.write(changes);
    for (int i = 0; i < changes.size() && !refused.isEmpty(); i++) {
      CiderException error = refused.get(changes.get(i));
      if (error != null) {
        bad.put(mapped.get(i), error);
      }
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
}
