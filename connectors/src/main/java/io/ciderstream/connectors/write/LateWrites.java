package io.ciderstream.connectors.write;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Keeps a task from writing while older calls may still be carried out: those of a partition's
 * former owner, which started none after its {@link WriteLease}, and its own that were not
 * answered. Milvus may have been stopped in the midst of them, so that a call outlives its caller's
 * deadline; Milvus itself counts the deadline from when it reads the call. So the wait begins when
 * it has answered something after those calls were sent, and is as long as a call may take.
 *
 * <p>Only this process's own clock counts: a record's timestamp is whatever its producer says, so
 * it does not tell that a former owner cannot have read the record. One thread.
 */
public final class LateWrites {
  private final long takeover;
  private final long unanswered;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Wait> opened = new HashMap<>();
  private Wait own;

  /** Since when Milvus is known to answer; null if it is not. */
  private record Wait(Long answered) {
    Wait withAnswer(long now) {
      return answered == null ? new Wait(now) : this;
    }

    long left(long now, long wait) {
      return answered == null ? wait : Math.max(0, wait - (now - answered));
    }
  }

  /**
   * @param takeover how long for calls of a former owner
   * @param unanswered how long for own calls
   * @param nanoTime as {@link System#nanoTime}
   */
  public LateWrites(Duration takeover, Duration unanswered, LongSupplier nanoTime) {
    this.takeover = takeover.toNanos();
    this.unanswered = unanswered.toNanos();
    this.nanoTime = nanoTime;
  }

  public void opened(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> opened.put(partition, new Wait(null)));
  }

  public void closed(Collection<TopicPartition> partitions) {
    opened.keySet().removeAll(partitions);
  }

  /** A call of this task was not answered. */
  public void unanswered() {
    own = new Wait(null);
  }

  /** Whether no wait can begin before Milvus has answered something. */
  public boolean needsAnswer() {
    return (own != null && own.answered() == null)
        || opened.values().stream().anyMatch(wait -> wait.answered() == null);
  }

  /** Milvus answered a call that was sent after all that is waited for. */
  public void answered() {
    long now = nanoTime.getAsLong();
    own = own == null ? null : own.withAnswer(now);
    opened.replaceAll((partition, wait) -> wait.withAnswer(now));
  }

  /** Returns how long these records must wait; zero if they need not. */
  public Duration left(Collection<SinkRecord> records) {
    long now = nanoTime.getAsLong();
    opened.values().removeIf(wait -> wait.left(now, takeover) == 0);
    if (own != null && own.left(now, unanswered) == 0) {
      own = null;
    }
    long left = own == null || records.isEmpty() ? 0 : own.left(now, unanswered);
    if (!opened.isEmpty()) {
      for (SinkRecord sinkRecord : records) {
        Wait wait =
            opened.get(
                new TopicPartition(
                    sinkRecord.originalTopic(), sinkRecord.originalKafkaPartition()));
        left = Math.max(left, wait == null ? 0 : wait.left(now, takeover));
      }
    }
    return Duration.ofNanos(left);
  }
}
