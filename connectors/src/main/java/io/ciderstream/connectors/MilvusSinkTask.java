package io.ciderstream.connectors;

import io.ciderstream.connectors.descriptors.DescriptorNames;
import io.ciderstream.connectors.descriptors.DescriptorPipeline;
import io.ciderstream.connectors.pipeline.DeadLetterReports;
import io.ciderstream.connectors.pipeline.IsolatingPipeline;
import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.progress.IndexNames;
import io.ciderstream.connectors.rows.RowNames;
import io.ciderstream.connectors.rows.RowPipeline;
import io.ciderstream.connectors.settings.ProgressSettings;
import io.ciderstream.connectors.settings.SinkSettings;
import io.ciderstream.connectors.telemetry.BatchTrace;
import io.ciderstream.connectors.telemetry.SinkMeter;
import io.ciderstream.connectors.telemetry.SinkTelemetry;
import io.ciderstream.connectors.write.Backoff;
import io.ciderstream.connectors.write.HeartbeatWatch;
import io.ciderstream.connectors.write.LateWrites;
import io.ciderstream.connectors.write.WriteLease;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.milvus.MilvusIndexWriter;
import io.ciderstream.index.milvus.rows.MilvusRowWriter;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to Milvus in the order of the topic: descriptors of cider-stream, or rows of any
 * collection if one is named. {@link #put} returns when Milvus has them all. While a dependency is
 * out of reach it throws {@link RetriableException}, upon which Connect pauses the partitions,
 * stays in the group, and gives the same records again after the pause asked for. A bad record goes
 * to the errant record reporter if there is one, and stops the task if there is none. That Connect
 * may give records twice does no harm: the same row replaces itself.
 */
public final class MilvusSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(MilvusSinkTask.class);
  private static final long NANOS_LESS_THAN_MS = 999_999;

  private final PipelineFactory pipelines;
  private final LongSupplier nanoTime;
  private final Set<String> unopened = new LinkedHashSet<>();
  private SinkTelemetry telemetry;
  private SinkPipeline pipeline;
  private IsolatingPipeline isolating;
  private DeadLetterReports reports;
  private Backoff backoff;
  private LateWrites late;
  private WriteLease lease;
  private HeartbeatWatch heartbeats;
  private long unanswered;
  private boolean waiting;
  private boolean waitingForLate;

  /** Makes what a task does with records. */
  @FunctionalInterface
  interface PipelineFactory {
    SinkPipeline open(SinkSettings settings, SinkMeter meter, WritePermit permit);
  }

  public MilvusSinkTask() {
    this(MilvusSinkTask::pipeline, System::nanoTime);
  }

  MilvusSinkTask(PipelineFactory pipelines, LongSupplier nanoTime) {
    this.pipelines = pipelines;
    this.nanoTime = nanoTime;
  }

  static SinkPipeline pipeline(SinkSettings settings, SinkMeter meter, WritePermit permit) {
    return settings
        .rows()
        .<SinkPipeline>map(
            rows ->
                new RowPipeline(
                    new MilvusRowWriter(settings.connection(), rows.plan(), permit), rows, meter))
        .orElseGet(
            () ->
                new DescriptorPipeline(
                    new MilvusIndexWriter(
                        settings.index(), meter::request, permit, settings.guarded())));
  }

  private static IndexNames names(SinkSettings settings) {
    return settings
        .rows()
        .<IndexNames>map(rows -> new RowNames(rows.mapping()))
        .orElseGet(() -> new DescriptorNames(settings.index().name()));
  }

  @Override
  public void start(Map<String, String> settings) {
    SinkSettings parsed = new SinkSettings(settings);
    backoff = parsed.backoff();
    late = new LateWrites(parsed.takeoverWait(), parsed.unansweredWait(), nanoTime);
    lease = new WriteLease(parsed.lease(), parsed.pollInterval(), nanoTime);
    String task = settings.getOrDefault(MilvusSinkConnector.TASK, "0");
    heartbeats = new HeartbeatWatch(lease, parsed.consumerId(task));
    heartbeats.start();
    telemetry =
        SinkTelemetry.open(
            settings.getOrDefault("name", "milvus-sink"),
            task,
            ProgressSettings.open(parsed, names(parsed)));
    pipeline = pipelines.open(parsed, telemetry.meter(), lease);
    isolating = new IsolatingPipeline(pipeline);
    reports = new DeadLetterReports(context, parsed.largestDeadLetter(), telemetry::reported);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    lease.put();
    if (records.isEmpty() && unopened.isEmpty()) {
      telemetry.acknowledged(records);
      return;
    }
    try {
      look();
      waitForLateWrites(records);
      // only now, so that a record is not reported again with each retry
      write(records).forEach(reports::report);
    } catch (CiderException e) {
      noteUnanswered();
      throw translate(e);
    }
    if (waiting) {
      waiting = false;
      LOG.info("Milvus takes records again.");
    }
    backoff.reset();
    telemetry.acknowledged(records);
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
    lease.opened();
    late.opened(partitions);
    partitions.forEach(partition -> unopened.add(partition.topic()));
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    late.closed(partitions);
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

  /** Not in open: there a dependency out of reach would stop the task. */
  private void look() {
    if (!unopened.isEmpty()) {
      pipeline.open(unopened);
      unopened.clear();
    }
    if (late.needsAnswer()) {
      pipeline.probe();
      late.answered();
    }
  }

  private void noteUnanswered() {
    if (unanswered != pipeline.unanswered()) {
      unanswered = pipeline.unanswered();
      late.unanswered();
    }
  }

  /** Connect asks again and again and logs each answer, so it has no stack trace. */
  private static final class StillWaiting extends RetriableException {
    private static final long serialVersionUID = 1;

    StillWaiting() {
      super("Older calls may be under way.");
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  private void waitForLateWrites(Collection<SinkRecord> records) {
    long left = late.left(records).plusNanos(NANOS_LESS_THAN_MS).toMillis();
    if (left > 0) {
      context.timeout(left);
      waiting = true;
      if (!waitingForLate) {
        waitingForLate = true;
        LOG.info(
            "Waiting {}, as Milvus may still carry out calls of the partitions' former owner, or"
                + " of this task, that were not answered.",
            Durations.text(Duration.ofMillis(left)));
      }
      throw new StillWaiting();
    }
    if (waitingForLate) {
      waitingForLate = false;
      LOG.debug("No older call can be under way any more.");
    }
  }

  /** Returns those at fault. */
  private Map<SinkRecord, CiderException> write(Collection<SinkRecord> records) {
    Map<SinkRecord, CiderException> bad = new LinkedHashMap<>();
    try (BatchTrace trace = telemetry.begun(records)) {
      try {
        isolating.apply(records, bad);
      } catch (RuntimeException e) {
        trace.failed(e);
        throw e;
      }
      trace.acknowledged(bad);
    }
    return bad;
  }

  private ConnectException translate(CiderException error) {
    return switch (error.code().kind()) {
      case DEPENDENCY -> {
        long pause = backoff.next();
        context.timeout(pause);
        waiting = true;
        telemetry.retried(error, pause);
        LOG.warn(
            "{} The same records are tried again in {}.",
            error.getMessage(),
            Durations.text(Duration.ofMillis(pause)));
        yield new RetriableException(error);
      }
      case INPUT, RECORD, CONFIGURATION -> new ConnectException(error.getMessage(), error);
    };
  }
}
