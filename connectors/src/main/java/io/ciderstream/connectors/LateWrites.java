package io.ciderstream.connectors;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Keeps a task from writing while older calls may still be carried out: those of a partition's
 * former owner, and its own that were not answered. Milvus may have been stopped in the midst of
 * them, so that a call outlives its caller's deadline; Milvus itself counts the deadline from when
 * it reads the call. So the wait begins when it has answered something after those calls were sent,
 * and is as long as a call may take.
 *
 * <p>A record that was written after the partition came here cannot have been read by a former
 * owner, and is not waited for; so a start without a backlog costs nothing, and neither does a
 * partition without records. One thread.
 */
final class LateWrites {
  private final long takeoverMs;
  private final long unansweredMs;
  private final InstantSource clock;
  private final Map<TopicPartition, Wait> opened = new HashMap<>();
  private Wait own;

  /** Since when, and since when Milvus is known to answer; negative if it is not. */
  private record Wait(long since, long answered) {
    Wait withAnswer(long now) {
      return answered < 0 ? new Wait(since, now) : this;
    }

    boolean isOver(long now, long waitMs) {
      return answered >= 0 && now - answered >= waitMs;
    }

    long end(long now, long waitMs) {
      return (answered < 0 ? now : answered) + waitMs;
    }
  }

  /**
   * @param takeover how long for calls of a former owner
   * @param unanswered how long for own calls
   */
  LateWrites(Duration takeover, Duration unanswered, InstantSource clock) {
    this.takeoverMs = takeover.toMillis();
    this.unansweredMs = unanswered.toMillis();
    this.clock = clock;
  }

  void opened(Collection<TopicPartition> partitions) {
    Wait now = new Wait(clock.millis(), -1);
    partitions.forEach(partition -> opened.put(partition, now));
  }

  void closed(Collection<TopicPartition> partitions) {
    opened.keySet().removeAll(partitions);
  }

  /** A call of this task was not answered. */
  void unanswered() {
    own = new Wait(clock.millis(), -1);
  }

  /** Whether no wait can begin before Milvus has answered something. */
  boolean needsAnswer() {
    return (own != null && own.answered() < 0)
        || opened.values().stream().anyMatch(wait -> wait.answered() < 0);
  }

  /** Milvus answered a call that was sent after all that is waited for. */
  void answered() {
    long now = clock.millis();
    own = own == null ? null : own.withAnswer(now);
    opened.replaceAll((partition, wait) -> wait.withAnswer(now));
  }

  /** How long these records must wait, in milliseconds; 0 if they need not. */
  long left(Collection<SinkRecord> records) {
    long now = clock.millis();
    opened.values().removeIf(wait -> wait.isOver(now, takeoverMs));
    if (own != null && own.isOver(now, unansweredMs)) {
      own = null;
    }
    long until = own == null || records.isEmpty() ? now : own.end(now, unansweredMs);
    if (!opened.isEmpty()) {
      for (SinkRecord record : records) {
        until = Math.max(until, takenOver(record, now));
      }
    }
    return until - now;
  }

  private long takenOver(SinkRecord record, long now) {
    Wait wait =
        opened.get(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
    return wait != null && (record.timestamp() == null || record.timestamp() < wait.since())
        ? wait.end(now, takeoverMs)
        : now;
  }
}
