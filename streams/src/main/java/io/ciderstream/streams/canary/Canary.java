package io.ciderstream.streams.canary;

import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.schemas.CanaryReport;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.streams.runtime.KafkaAccess;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a canary every few seconds while this instance is the one that does, and notifies an
 * observer of what it measured. Safe for use by several threads; a separate thread measures.
 */
public final class Canary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

  /** A canary that is not found within this is lost. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Supplier<CanaryLog> logs;
  private final DescriptorSearch index;
  private final PositionWait positions;
  private final BooleanSupplier leads;
  private final Supplier<Optional<CanaryReport.Recall>> recall;
  private final RoleObserver observer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("canary").factory());
  private Optional<CanaryLog> log = Optional.empty();
  private Map<String, Long> stages = Map.of();
  private long number = System.nanoTime();
  private long lost;
  private volatile boolean leading;
  private volatile long fresh;

  Canary(
      Supplier<CanaryLog> logs,
      DescriptorSearch index,
      PositionWait positions,
      BooleanSupplier leads,
      Supplier<Optional<CanaryReport.Recall>> recall,
      RoleObserver observer) {
    this.logs = logs;
    this.index = index;
    this.positions = positions;
    this.leads = leads;
    this.recall = recall;
    this.observer = observer;
  }

  /**
   * Creates a canary over Kafka.
   *
   * @param index with the reserved rows
   * @param leads whether this instance is the one that sends canaries now
   * @param recall what the audits have found, to report it
   */
  public static Canary of(
      KafkaAccess kafka,
      DescriptorSearch index,
      PositionWait positions,
      BooleanSupplier leads,
      Supplier<Optional<CanaryReport.Recall>> recall,
      RoleObserver observer) {
    return new Canary(() -> new KafkaCanaryLog(kafka), index, positions, leads, recall, observer);
  }

  /**
   * Starts to measure.
   *
   * @param interval pause between two canaries
   */
  public void start(Duration interval) {
    thread.scheduleWithFixedDelay(
        this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Returns the seconds since the latest canary that was found was sent, or since this instance
   * sends them if none was; empty while it sends none.
   */
  public OptionalDouble age() {
    return leading
        ? OptionalDouble.of((System.nanoTime() - fresh) / NANOS_PER_SECOND)
        : OptionalDouble.empty();
  }

  /** Measures once, if this instance leads; never fails. */
  void tick() {
    boolean now = leads.getAsBoolean();
    if (now && !leading) {
      fresh = System.nanoTime();
      lost = 0;
      stages = Map.of();
    }
    leading = now;
    if (now) {
      measure();
    }
  }

  private void measure() {
    long sent = System.nanoTime();
    try {
      if (log.isEmpty()) {
        log = Optional.of(logs.get());
      }
      number++;
      ImageId id = ReservedIds.CANARIES.get(Math.floorMod(number, ReservedIds.CANARIES.size()));
      byte[] report = new CanaryReport(stages, lost, recall.get()).toJson();
      stages =
          new CanaryMeasurement(log.get(), index, positions)
              .take(id, CanaryPicture.of(number), report, TIMEOUT);
      fresh = sent;
      observer.canary(stages);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return; // by close
      }
      lost++;
      observer.canaryLost();
      LOG.warn("a canary was not found: {}", e.getMessage());
      if (!(e instanceof CiderException)) {
        LOG.debug("unexpected", e);
      }
      closeLog();
    }
  }

  private void closeLog() {
    log.ifPresent(CanaryLog::close);
    log = Optional.empty();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        closeLog();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
