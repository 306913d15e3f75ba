package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.runtime.RoleObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices records that are in another partition than that of their key's hash. Their client does
 * not choose partitions by murmur2, so a deletion by another client may miss what it put. Counts
 * each, and logs once an interval. Any thread.
 */
final class MisplacedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(MisplacedRecords.class);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(5);

  private final String topic;
  private final RoleObserver observer;
  private final LongSupplier nanoTime;
  private final AtomicLong unlogged = new AtomicLong();
  private volatile int partitions;
  private boolean logged;
  private long loggedAt;

  /**
   * Creates the misplaced records.
   *
   * @param topic of images
   * @param observer is notified of each
   */
  MisplacedRecords(String topic, RoleObserver observer, LongSupplier nanoTime) {
    this.topic = topic;
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  /** Sets the number of partitions of the topic; before this nothing is counted. */
  void partitions(int count) {
    partitions = count;
  }

  /** Checks a record. A partition beyond those known shows that the topic has grown. */
  void check(InputRecord record) {
    int count = partitions;
    if (record.key() == null || record.partition() >= count) {
      return;
    }
    int right = KeyPartition.of(record.key(), count);
    if (record.partition() != right) {
      observer.misplaced();
      unlogged.incrementAndGet();
      log(record, right);
    }
  }

  private synchronized void log(InputRecord record, int right) {
    long now = nanoTime.getAsLong();
    if (logged && now - loggedAt < LOG_INTERVAL.toNanos()) {
      return;
    }
    logged = true;
    loggedAt = now;
    LOG.warn(
        "{} records of {} are in another partition than their key's murmur2 hash says, such as '{}'"
            + " in {} instead of {}. Set partitioner=murmur2_random in clients on librdkafka, else"
            + " deletions by other clients can miss these pictures. Logged at most every {}.",
        unlogged.getAndSet(0),
        topic,
        new String(record.key(), StandardCharsets.UTF_8),
        record.partition(),
        right,
        Durations.text(LOG_INTERVAL));
  }
}
