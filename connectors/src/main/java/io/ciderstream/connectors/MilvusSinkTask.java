package io.ciderstream.connectors;

import io.ciderstream.connectors.pipeline.DeadLetterReporter;
import io.ciderstream.connectors.pipeline.IsolatingPipeline;
import io.ciderstream.connectors.pipeline.SinkPipeline;
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
import io.ciderstream.connectors.write.WriteAhead;
import io.ciderstream.connectors.write.WriteLease;
import io.ciderstream.index.WritePermit;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.DaemonThread;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Writes records to Milvus in the order of the topic: descriptors of cider-stream, or rows of any
 * collection if one is named. {@link #put} starts the write of one delivery and returns, so that
 * Connect fetches and converts the next one meanwhile; it begins the next write only when the one
 * before has ended. Offsets are committed only when Milvus has stored everything before them. While
 * a dependency is unreachable {@code put} throws {@link RetriableException}; Connect then pauses
 * the partitions, stays in the group, and delivers the same records again after the requested
 * pause. The records of an earlier delivery, which Connect does not deliver again, are held and
 * written first. A bad record goes to the errant record reporter; without a reporter it stops the
 * task. Connect may deliver records twice, which is harmless because a row replaces itself.
 */
public final class MilvusSinkTask extends SinkTask {
  /** How soon Connect calls {@link #put} again, without records if there are none. */
  private static final long LOOK_AGAIN_MS = 10;

  private final PipelineFactory pipelines;
  private final LongSupplier nanoTime;
  private final Supplier<ExecutorService> threads;
  private final Set<String> unopened = new LinkedHashSet<>();
  private SinkTelemetry telemetry;
  private SinkPipeline pipeline;
  private IsolatingPipeline isolating;
  private DeadLetterReporter reports;
  private Retries retries;
  private UncertainWrites uncertain;
  private WriteLease lease;
  private HeartbeatMonitor heartbeats;
  private WriteAhead ahead;
  private List<SinkRecord> held = List.of(); // to be written before anything else

  /** Creates the pipeline of a task. */
  @FunctionalInterface
  interface PipelineFactory {
    SinkPipeline open(SinkOptions options, SinkMeter meter, WritePermit permit);
  }

  public MilvusSinkTask() {
    this(
        TaskParts::pipeline,
        System::nanoTime,
        () -> Executors.newSingleThreadExecutor(DaemonThread.factory("milvus-sink-write")));
  }

  MilvusSinkTask(
      PipelineFactory pipelines, LongSupplier nanoTime, Supplier<ExecutorService> threads) {
    this.pipelines = pipelines;
    this.nanoTime = nanoTime;
    this.threads = threads;
  }

  @Override
  public void start(Map<String, String> settings) {
    SinkOptions options = SinkSettings.parse(settings);
    ConnectOptions connect = options.connect();
    lease = new WriteLease(options.write().lease(), nanoTime);
    heartbeats = new HeartbeatMonitor(lease, connect.consumerId());
    heartbeats.start();
    telemetry =
        SinkTelemetry.open(connect.connector(), connect.task(), TaskParts.progress(options));
    pipeline = pipelines.open(options, telemetry.meter(), lease);
    isolating = new IsolatingPipeline(pipeline);
    ahead = new WriteAhead(this::write, threads.get());
    uncertain = new UncertainWrites(pipeline, options.write().waits(), nanoTime);
    retries = new Retries(context, options.write().backoff(), telemetry.meter());
    reports =
        new DeadLetterReporter(
            context,
            connect.maxDeadLetterBytes(),
            SinkSettings.REMEDIES,
            telemetry::countDeadLetter);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    lease.notePoll();
    if (records.isEmpty() && ahead.isRunning()) {
      context.timeout(LOOK_AGAIN_MS);
      return;
    }
    finishEarlier();
    if (records.isEmpty()) {
      if (!unopened.isEmpty()) {
        prepare(records);
        retries.succeed();
      }
      telemetry.acknowledge(records);
      return;
    }
    prepare(records);
    ahead.start(records);
    if (ahead.isRunning()) {
      context.timeout(LOOK_AGAIN_MS);
    } else {
      ahead.take().ifPresent(this::conclude);
    }
  }

  /** Commits nothing while an earlier record is not in the index or not reported. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    boolean complete = ahead.awaitComplete() && held.isEmpty() && !retries.isWaiting();
    return complete ? offsets : Map.of();
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
    // the next owner writes and reports what was not committed
    ahead
        .take()
        .filter(ended -> !ended.isComplete())
        .ifPresent(
            ended -> {
              uncertain.noteFailure();
              held = ended.records();
            });
    held = held.stream().filter(each -> !partitions.contains(partition(each))).toList();
    uncertain.release(partitions);
    pipeline.released();
  }

  @Override
  public void stop() {
    if (heartbeats != null) {
      heartbeats.close();
    }
    if (ahead != null) {
      ahead.close();
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

  private static TopicPartition partition(SinkRecord sinkRecord) {
    return new TopicPartition(sinkRecord.originalTopic(), sinkRecord.originalKafkaPartition());
  }

  /**
   * Takes the previous write. If it failed, its records are held and written before any other, in
   * this call, so that no more than two deliveries are in memory.
   */
  private void finishEarlier() {
    WriteAhead.Ended previous = ahead.take().orElse(null);
    if (previous instanceof WriteAhead.Failed failed) {
      held = failed.records();
    }
    if (previous != null) {
      conclude(previous);
    }
    if (!held.isEmpty()) {
      prepare(held);
      ahead.start(held);
      conclude(ahead.take().orElseThrow());
      held = List.of();
    }
  }

  /** Reports the bad records of a write, or throws what Connect expects after a failure. */
  private void conclude(WriteAhead.Ended ended) {
    if (ended instanceof WriteAhead.Failed failed) {
      throw failed.cause() instanceof CiderException known ? afterFailure(known) : failed.cause();
    }
    // only now, so that a record is not reported again with each retry
    Map<SinkRecord, CiderException> bad = ((WriteAhead.Written) ended).bad();
    bad.forEach(reports::report);
    if (!bad.isEmpty()) {
      telemetry.acknowledge(ended.records());
    }
    retries.succeed();
  }

  private ConnectException afterFailure(CiderException error) {
    uncertain.noteFailure();
    return retries.after(error);
  }

  /**
   * Requires that the records may be written now. Runs in put and not in open, where an unreachable
   * dependency would stop the task.
   */
  private void prepare(Collection<SinkRecord> records) {
    try {
      if (!unopened.isEmpty()) {
        pipeline.open(unopened);
        unopened.clear();
      }
      uncertain.requireNone(records);
    } catch (UncertainWriteException e) {
      throw retries.after(e);
    } catch (CiderException e) {
      throw afterFailure(e);
    }
  }

  /** Returns the records that are invalid themselves. Runs on the thread of the writes. */
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
    if (bad.isEmpty()) {
      telemetry.acknowledge(records); // at once: searches may wait for it
    }
    return bad;
  }
}
