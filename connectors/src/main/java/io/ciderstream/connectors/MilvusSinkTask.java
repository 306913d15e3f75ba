package io.ciderstream.connectors;

import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.index.IndexOptions;
import io.ciderstream.index.milvus.MilvusIndexWriter;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes descriptors to the index in the order of the topic. {@link #put} returns when Milvus has
 * them all. While a dependency is out of reach it throws {@link RetriableException}, upon which
 * Connect pauses the partitions, stays in the group, and gives the same records again after the
 * pause asked for. A bad record goes to the errant record reporter if there is one, and stops the
 * task if there is none. That Connect may give records twice does no harm: the same row replaces
 * itself.
 */
public final class MilvusSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(MilvusSinkTask.class);

  private final Function<IndexOptions, DescriptorWriter> writers;
  private DescriptorWriter writer;
  private Backoff backoff;
  private TaskHooks hooks;
  private boolean waiting;

  public MilvusSinkTask() {
    this(MilvusIndexWriter::new);
  }

  MilvusSinkTask(Function<IndexOptions, DescriptorWriter> writers) {
    this.writers = writers;
  }

  @Override
  public void start(Map<String, String> settings) {
    SinkSettings parsed = new SinkSettings(settings);
    backoff = parsed.backoff();
    writer = writers.apply(parsed.index());
    hooks = TaskHooks.open(settings, parsed, sinkRecord -> parsed.index().name());
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    if (records.isEmpty()) {
      hooks.acknowledged(records);
      return;
    }
    try {
      Map<SinkRecord, CiderException> bad = new LinkedHashMap<>();
      new IsolatingApply(writer, bad).apply(changes(records, bad));
      // only now, so that a record is not reported again with each retry
      bad.forEach(this::report);
    } catch (CiderException e) {
      throw translate(e);
    }
    if (waiting) {
      waiting = false;
      LOG.info("The index takes records again.");
    }
    backoff.reset();
    hooks.acknowledged(records);
  }

  /** Nothing may be committed while the last records are not in the index. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    return waiting ? Map.of() : offsets;
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    waiting = false;
  }

  @Override
  public void stop() {
    if (writer != null) {
      writer.close();
    }
    if (hooks != null) {
      hooks.close();
    }
  }

  @Override
  public String version() {
    return Version.of(MilvusSinkTask.class);
  }

  private static List<RecordChange> changes(
      Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    List<RecordChange> changes = new ArrayList<>(records.size());
    for (SinkRecord sinkRecord : records) {
      try {
        changes.add(new RecordChange(sinkRecord, DescriptorMap.change(sinkRecord)));
      } catch (CiderException e) {
        switch (e.code().kind()) {
          case INPUT -> bad.put(sinkRecord, e);
          case DEPENDENCY, CONFIGURATION -> throw e;
        }
      }
    }
    return changes;
  }

  private void report(SinkRecord sinkRecord, CiderException error) {
    String where =
        "Record %s-%d@%d with key %s: "
            .formatted(
                sinkRecord.originalTopic(),
                sinkRecord.originalKafkaPartition(),
                sinkRecord.originalKafkaOffset(),
                DescriptorMap.keyText(sinkRecord.key()));
    ConnectException named = new ConnectException(where + error.getMessage(), error);
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw named;
    }
    LOG.warn("{}", named.getMessage());
    reporter.report(sinkRecord, named);
    hooks.reported(error);
  }

  private ConnectException translate(CiderException error) {
    return switch (error.code().kind()) {
      case DEPENDENCY -> {
        long pause = backoff.next();
        context.timeout(pause);
        waiting = true;
        hooks.retried(error, pause);
        LOG.warn("{} The same records are tried again in {} ms.", error.getMessage(), pause);
        yield new RetriableException(error);
      }
      case INPUT, CONFIGURATION -> new ConnectException(error.getMessage(), error);
    };
  }
}
