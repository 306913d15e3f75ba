package io.ciderstream.streams.pending;

import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * Starts the work on each record, writes outcomes as {@link ReleaseOrder} allows, and remembers in
 * {@link #STORE} the next offset that has none.
 *
 * <p>Nothing here waits: the stream thread has other partitions to serve. While a task has no room,
 * {@link InputPartitions} keeps the consumer from fetching more of its partition; a record that
 * comes all the same is left to the backlog, and read again from the topic once there is room. So
 * an outage of any length holds up the partitions that meet it, fails nothing, and takes bounded
 * memory.
 */
public final class CrashSafeProcessor implements Processor<byte[], byte[], byte[], OutputRecord> {
  /** Name of the store of the one number. */
  public static final String STORE = "position";

  private static final Logger LOG = LoggerFactory.getLogger(CrashSafeProcessor.class);
  private static final Duration TICK_INTERVAL = Duration.ofMillis(2);
  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String NEXT = "next";

  private final RecordWork work;
  private final ReleaseOrder release;
  private final PendingBudget budget;
  private final InputPartitions inputPartitions;
  private final InputLog log;
  private final ExecutorService workers;
  private final PendingMeter meter;

  private ProcessorContext<byte[], OutputRecord> context;
  private KeyValueStore<String, Long> store;
  private PendingRecords pending;
  private Backlog backlog;
  private InputPartitions.InputPartition inputPartition;
  private Cancellable ticking;
  private boolean begun;
  private CompletableFuture<OptionalLong> asked;
  private long askAgain;
  private Long next; // what the store says
  private long last;

  /**
   * Creates a crash safe processor.
   *
   * @param budget shared by all tasks of the instance
   * @param inputPartitions is notified which partitions have no room, and what is finished
   * @param workers runs the work; a thread per record
   */
  public CrashSafeProcessor(
      RecordWork work,
      ReleaseOrder release,
      PendingBudget budget,
      InputPartitions inputPartitions,
      InputLog log,
      ExecutorService workers,
      PendingMeter meter) {
    this.work = work;
    this.release = release;
    this.budget = budget;
    this.inputPartitions = inputPartitions;
    this.log = log;
    this.workers = workers;
    this.meter = meter;
  }

  @Override
  public void init(ProcessorContext<byte[], OutputRecord> context) {
    this.context = context;
    store = context.getStateStore(STORE);
    pending = new PendingRecords(release, budget.share());
    backlog = new Backlog(log, partition());
    inputPartition = inputPartitions.open(partition());
    next = store.get(NEXT);
    begun = false;
    asked = null;
    askAgain = System.nanoTime();
    ticking = null;
    report();
    tick();
  }

  private int partition() {
    return context.taskId().partition();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    InputRecord input =
        new InputRecord(
            new RecordPosition(at.partition(), at.offset()),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    begin(input.offset());
    tick();
    step();
    if (backlog.isEmpty() && !pending.isFull()) {
      accept(input);
    } else {
      remember(input.offset());
      backlog.extend(input.offset(), input.offset() + 1);
    }
    report();
  }

  private void punctuate() {
    if (!begun) {
      beginWithoutRecord();
    }
    step();
    report();
    if (isIdle()) {
      // an idle task must not tick: each tick makes Kafka Streams commit
      ticking.cancel();
      ticking = null;
    }
  }

  private boolean isIdle() {
    return begun && pending.isEmpty() && backlog.isEmpty();
  }

  private void beginWithoutRecord() {
    if (next == null) {
      begun = true;
    } else if (asked == null && System.nanoTime() - askAgain >= 0) {
      asked = log.committed(partition());
    }
    if (asked != null && asked.isDone()) {
      try {
        begin(asked.join().orElse(0));
      } catch (CompletionException | CancellationException e) {
        LOG.warn(
            "task {} cannot read its committed offset yet, retrying: {}",
            context.taskId(),
            e.getMessage());
        askAgain = System.nanoTime() + ASK_AGAIN_NANOS;
      }
      asked = null;
    }
  }

  /** Everything before {@code offset} was delivered to this task or to one before it. */
  private void begin(long offset) {
    if (begun) {
      return;
    }
    begun = true;
    if (next != null && next < offset) {
      LOG.info("task {} reads offsets {} to {} again", context.taskId(), next, offset - 1);
      backlog.extend(next, offset);
    }
  }

  private void step() {
    if (pending.release(this::write)) {
      setNext(pending.isEmpty() ? last + 1 : pending.firstOffset());
      if (release == ReleaseOrder.IN_ORDER && nothingWaits()) {
        context.commit();
      }
    }
    while (!pending.isFull()) {
      InputRecord record = backlog.next();
      if (record == null) {
        return;
      }
      accept(record);
    }
  }

  // a commit takes as long as hundreds of records do, if their work is short
  private boolean nothingWaits() {
    return pending.isEmpty() && backlog.isEmpty() && inputPartition.isLast(last);
  }

  private void accept(InputRecord input) {
    remember(input.offset());
    last = input.offset();
    pending.add(input, work, workers::submit);
  }

  // before the offset can be committed, the store must say that it has no outcome yet
  private void remember(long offset) {
    if (next == null || next > offset) {
      setNext(offset);
    }
  }

  private void setNext(long offset) {
    next = offset;
    store.put(NEXT, offset);
  }

  private void write(Outcome outcome) {
    for (OutputRecord output : outcome.outputs()) {
      context.forward(new Record<>(output.key(), output, output.timestampMs(), output.headers()));
    }
    meter.count(outcome.name());
  }

  private void tick() {
    if (ticking == null) {
      ticking =
          context.schedule(TICK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, time -> punctuate());
    }
  }

  private void report() {
    inputPartition.hold(!backlog.isEmpty() || pending.isNearlyFull());
    if (next == null || isIdle()) {
      inputPartition.allFinished();
    } else {
      inputPartition.unfinished(next);
    }
    meter.pending(
        context.taskId(), new PendingLoad(pending.count(), pending.bytes(), backlog.left()));
  }

  /** Cancels the pending work; the next owner of the task restarts it from the store. */
  @Override
  public void close() {
    pending.cancel();
    backlog.close();
    inputPartition.close();
    meter.gone(context.taskId());
  }
}
