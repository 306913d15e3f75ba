package io.ciderstream.connectors;

import io.ciderstream.connectors.descriptors.DescriptorNames;
import io.ciderstream.connectors.descriptors.DescriptorPipelines;
import io.ciderstream.connectors.pipeline.DeadLetterReporter;
import io.ciderstream.connectors.pipeline.IsolatingPipeline;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.progress.IndexNames;
import io.ciderstream.connectors.progress.ProgressPublisher;
import io.ciderstream.connectors.progress.ProgressTopic;
import io.ciderstream.connectors.rows.RowNames;
import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.connectors.rows.RowPipelines;
import io.ciderstream.connectors.settings.ConnectOptions;
import io.ciderstream.connectors.settings.SinkOptions;
import io.ciderstream.connectors.settings.SinkSettings;
import io.ciderstream.connectors.telemetry.BatchTrace;
import io.ciderstream.connectors.telemetry.SinkMeter;
import io.ciderstream.connectors.telemetry.SinkTelemetry;
import io.ciderstream.connectors.write.HeartbeatMonitor;
import io.ciderstream.connectors.write.Retries;
import io.ciderstream.connectors.write.UncertainWriteException;
import io.ciderstream.connectors.write.UncertainWrites;
import io.ciderstream.connectors.write.WriteLease;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.descriptor.MilvusDescriptorWriter;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.write.MilvusRowWriter;
import io.ciderstream.schemas.CiderException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Writes records to Milvus in the order of the topic: descriptors of cider-stream, or rows of any
 * collection if one is named. {@link #put} returns when Milvus has stored them all. While a
 * dependency is unreachable it throws {@link RetriableException}; Connect then pauses the
 * partitions, stays in the group, and delivers the same records again after the requested pause. A
 * bad record goes to the errant record reporter; without a reporter it stops the task. Connect may
 * deliver records twice, which is harmless because a row replaces itself.
 */
public final class MilvusSinkTask extends SinkTask {
  private final PipelineFactory pipelines;
  private final LongSupplier nanoTime;
  private final Set<String> unopened = new LinkedHashSet<>();
  private SinkTelemetry telemetry;
  private SinkPipeline pipeline;
  private IsolatingPipeline isolating;
  private DeadLetterReporter reports;
  private Retries retries;
  private UncertainWrites uncertain;
  private WriteLease lease;
  private HeartbeatMonitor heartbeats;

  /** Creates the pipeline of a task. */
  @FunctionalInterface
  interface PipelineFactory {
    SinkPipeline open(SinkOptions options, SinkMeter meter, WritePermit permit);
  }

  public MilvusSinkTask() {
    this(MilvusSinkTask::pipeline, System::nanoTime);
  }

  MilvusSinkTask(PipelineFactory pipelines, LongSupplier nanoTime) {
    this.pipelines = pipelines;
    this.nanoTime = nanoTime;
  }

  static SinkPipeline pipeline(SinkOptions options, SinkMeter meter, WritePermit permit) {
    return switch (options.content()) {
      case SinkOptions.Rows(IndexConnection connection, RowOptions rows) ->
          RowPipelines.create(
              new MilvusRowWriter(connection, rows.plan(), rows.batch(), meter::request, permit),
              rows.mapping());
      case SinkOptions.Descriptors(IndexOptions index, boolean guarded) ->
          DescriptorPipelines.create(
              new MilvusDescriptorWriter(index, meter::request, permit, guarded));
    };
  }

  private static IndexNames names(SinkOptions options) {
    return switch (options.content()) {
      case SinkOptions.Rows rows -> new RowNames(rows.options().mapping());
      case SinkOptions.Descriptors descriptors -> new DescriptorNames(descriptors.index().name());
    };
  }

  @Override
  public void start(Map<String, String> settings) {
    SinkOptions options = SinkSettings.parse(settings);
    ConnectOptions connect = options.connect();
    lease = new WriteLease(options.write().lease(), nanoTime);
    heartbeats = new HeartbeatMonitor(lease, connect.consumerId());
    heartbeats.start();
    telemetry = SinkTelemetry.open(connect.connector(), connect.task(), progress(options));
    pipeline = pipelines.open(options, telemetry.meter(), lease);
    isolating = new IsolatingPipeline(pipeline);
    uncertain = new UncertainWrites(pipeline, options.write().waits(), nanoTime);
    retries = new Retries(context, options.write().backoff(), telemetry.meter());
    reports =
        new DeadLetterReporter(
            context,
            connect.maxDeadLetterBytes(),
            SinkSettings.REMEDIES,
            telemetry::countDeadLetter);
  }

  private static ProgressPublisher progress(SinkOptions options) {
    return options
        .progress()
        .<ProgressPublisher>map(progress -> ProgressTopic.open(progress, names(options)))
        .orElse(ProgressPublisher.NONE);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    lease.notePoll();
    if (!records.isEmpty() || !unopened.isEmpty()) {
      try {
        openTopics();
        uncertain.requireNone(records);
        // only now, so that a record is not reported again with each retry
        write(records).forEach(reports::report);
      } catch (UncertainWriteException e) {
        throw retries.after(e);
      } catch (CiderException e) {
        uncertain.noteFailure();
        throw retries.after(e);
      }
      retries.succeed();
    }
    telemetry.acknowledge(records);
  }

  /** Commits nothing while the last records are not in the index. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    return retries.isWaiting() ? Map.of() : offsets;
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    retries.reset();
    lease.start();
    uncertain.takeOver(partitions);
    partitions.forEach(partition -> unopened.add(partition.topic()));
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    uncertain.release(partitions);
    pipeline.released();
  }

  @Override
  public void stop() {
    if (heartbeats != null) {
      heartbeats.close();
    }
    if (pipeline != null) {
      pipeline.close();
    }
    if (telemetry != null) {
      telemetry.close();
    }
  }

  @Override
  public String version() {
    return Version.of(MilvusSinkTask.class);
  }

  /** Runs in put and not in open, where an unreachable dependency would stop the task. */
  private void openTopics() {
    if (!unopened.isEmpty()) {
      pipeline.open(unopened);
      unopened.clear();
    }
  }

  /** Returns the records that are invalid themselves. */
  private Map<SinkRecord, CiderException> write(Collection<SinkRecord> records) {
    Map<SinkRecord, CiderException> bad = new LinkedHashMap<>();
    try (BatchTrace trace = telemetry.begin(records)) {
      try {
        isolating.process(records, bad);
      } catch (RuntimeException e) {
        trace.failed(e);
        throw e;
      }
      trace.acknowledged(bad);
    }
    return bad;
  }
}
