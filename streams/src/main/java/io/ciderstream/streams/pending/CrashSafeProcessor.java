package io.ciderstream.streams.pending;

import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the work on each record, writes outcomes as {@link Release} allows, and remembers in
 * {@link #STORE} the next offset that has none.
 *
 * <p>When there is no room for a record within the bounds' patience, it is left to the backlog: its
 * offset may then be committed, and the task reads it again from the topic once there is room. So
 * an outage of any length holds the task up without failing it, and with bounded memory.
 */
public final class CrashSafeProcessor implements Processor<byte[], byte[], byte[], OutputRecord> {
  /** Name of the store of the one number. */
  public static final String STORE = "position";

  private static final Logger LOG = LoggerFactory.getLogger(CrashSafeProcessor.class);
  private static final Duration TICK = Duration.ofMillis(2);
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final String NEXT = "next";

  private final RecordWork work;
  private final Release release;
  private final Bounds bounds;
  private final InputLog log;
  private final ExecutorService workers;
  private final PendingMeter meter;

  private ProcessorContext<byte[], OutputRecord> context;
  private KeyValueStore<String, Long> store;
  private PendingRecords pending;
  private Backlog backlog;
  private Cancellable ticking;
  private boolean begun;

  /**
   * @param workers runs the work; a thread per record
   */
  public CrashSafeProcessor(
      RecordWork work,
      Release release,
      Bounds bounds,
      InputLog log,
      ExecutorService workers,
      PendingMeter meter) {
    this.work = work;
    this.release = release;
    this.bounds = bounds;
    this.log = log;
    this.workers = workers;
    this.meter = meter;
  }

  @Override
  public void init(ProcessorContext<byte[], OutputRecord> context) {
    this.context = context;
    store = context.getStateStore(STORE);
    pending = new PendingRecords(release, bounds);
    backlog = new Backlog(log, context.taskId().partition());
    begun = false;
    ticking = null;
    tick();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    InputRecord input =
        new InputRecord(
            at.partition(),
            at.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    begin(input.offset());
    tick();
    if (awaitRoom()) {
      accept(input);
    } else {
      remember(input.offset());
      backlog.extend(input.offset(), input.offset() + 1);
    }
    report();
  }

  private boolean awaitRoom() {
    long end = System.nanoTime() + bounds.patience().toNanos();
    step();
    while (pending.isFull() || !backlog.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      pending.awaitFirst(Duration.ofNanos(Math.min(left, GLANCE.toNanos())));
      step();
    }
    return true;
  }

  private void punctuate() {
    if (!begun) {
      beginWithoutRecord();
    }
    step();
    report();
    if (begun && pending.isEmpty() && backlog.isEmpty()) {
      // an idle task must not tick: each tick makes Kafka Streams commit
      ticking.cancel();
      ticking = null;
    }
  }

  private void beginWithoutRecord() {
    if (store.get(NEXT) == null) {
      begun = true;
      return;
    }
    try {
      OptionalLong committed = log.committed(context.taskId().partition());
      begin(committed.orElse(0));
    } catch (CiderException e) {
      LOG.warn("Task {} cannot begin yet, and tries again. {}", context.taskId(), e.getMessage());
    }
  }

  /** Everything before {@code offset} was delivered to this task or to one before it. */
  private void begin(long offset) {
    if (begun) {
      return;
    }
    begun = true;
    Long next = store.get(NEXT);
    if (next != null && next < offset) {
      LOG.info("Task {} reads offsets {} to {} again.", context.taskId(), next, offset - 1);
      backlog.extend(next, offset);
    }
  }

  private void step() {
    long left = pending.release(this::write);
    if (left >= 0) {
      store.put(NEXT, pending.isEmpty() ? left + 1 : pending.firstOffset());
      if (release == Release.IN_ORDER && pending.isEmpty() && backlog.isEmpty()) {
        context.commit();
      }
    }
    while (!backlog.isEmpty() && !pending.isFull()) {
      InputRecord record = backlog.next();
      if (record == null) {
        return;
      }
      accept(record);
    }
  }

  private void accept(InputRecord input) {
    remember(input.offset());
    pending.add(
        input.offset(),
        input.size(),
        workers.submit(() -> work.apply(input, PendingBytes.UNBOUNDED)));
  }

  // before the offset can be committed, the store must say that it has no outcome yet
  private void remember(long offset) {
    Long next = store.get(NEXT);
    if (next == null || next > offset) {
      store.put(NEXT, offset);
    }
  }

  private void write(Outcome outcome) {
    for (OutputRecord output : outcome.outputs()) {
      context.forward(new Record<>(output.key(), output, output.timestampMs(), output.headers()));
    }
    meter.count(outcome.name());
  }

  private void tick() {
    if (ticking == null) {
      ticking = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> punctuate());
    }
  }

  private void report() {
    meter.pending(context.taskId(), pending.count(), pending.bytes());
  }

  /** Gives the pending work up; it begins again from the store wherever the task goes. */
  @Override
  public void close() {
    pending.cancel();
    backlog.close();
    meter.gone(context.taskId());
  }
}
