package io.ciderstream.connectors.write;

import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.schemas.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writes that Milvus may still carry out although nobody waits for them any more: those of a
 * partition's former owner, which started none after its {@link WriteLease} ended, and those of
 * this task that were not answered. A record is written only after all of them have ended, because
 * they could overwrite it. Milvus may have been stopped while it handled a call, so a call can
 * outlive its caller's deadline; Milvus counts the deadline from when it reads the call. The wait
 * therefore begins when Milvus has answered a call that was sent after the uncertain ones, and is
 * as long as a call may take.
 *
 * <p>Only the clock of this process counts. The timestamp of a record is set by its producer, so it
 * does not prove that a former owner cannot have read the record. One thread.
 */
public final class UncertainWrites {
  private static final Logger LOG = LoggerFactory.getLogger(UncertainWrites.class);

  private final SinkPipeline pipeline;
  private final long takeoverWait;
  private final long unansweredWait;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Wait> takenOver = new HashMap<>();
  private Wait own;
  private long unanswered;
  private boolean waiting;

  /** Since when Milvus is known to answer; null if it is not. */
  private record Wait(Long answered) {
    static final Wait NOT_ANSWERED = new Wait(null);

    Wait withAnswer(long now) {
      return answered == null ? new Wait(now) : this;
    }

    long left(long now, long wait) {
      return answered == null ? wait : Math.max(0, wait - (now - answered));
    }
  }

  /**
   * Creates the uncertain writes.
   *
   * @param pipeline counts the writes of this task that were not answered
   * @param waits how long to wait
   * @param nanoTime as {@link System#nanoTime}
   */
  public UncertainWrites(SinkPipeline pipeline, WriteWaits waits, LongSupplier nanoTime) {
    this.pipeline = pipeline;
    this.takeoverWait = waits.takeover().toNanos();
    this.unansweredWait = waits.unanswered().toNanos();
    this.nanoTime = nanoTime;
  }

  /** Registers partitions that another task may have written until now. */
  public void takeOver(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> takenOver.put(partition, Wait.NOT_ANSWERED));
  }

  /** Forgets partitions that this task no longer owns. */
  public void release(Collection<TopicPartition> partitions) {
    takenOver.keySet().removeAll(partitions);
  }

  /** Checks after a failure whether a write of this task was not answered. */
  public void noteFailure() {
    if (unanswered != pipeline.unanswered()) {
      unanswered = pipeline.unanswered();
      own = Wait.NOT_ANSWERED;
    }
  }

  /**
   * Returns if no uncertain write can change the rows of these records any more. Sends a call that
   * changes nothing to Milvus if no wait can begin without an answer.
   *
   * @throws UncertainWriteException if one still can
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE if Milvus is unreachable
   */
  public void requireNone(Collection<SinkRecord> records) {
    if (needsAnswer()) {
      pipeline.probe();
      markAnswered();
    }
    Duration left = left(records);
    if (left.compareTo(Duration.ZERO) > 0) {
      UncertainWriteException pending = new UncertainWriteException(left);
      if (!waiting) {
        waiting = true;
        LOG.info(
            "waiting {}, because Milvus may still carry out unanswered writes of the partitions'"
                + " former owner or of this task",
            Durations.text(Duration.ofMillis(pending.remainingMs())));
      }
      throw pending;
    }
    if (waiting) {
      waiting = false;
      LOG.debug("no unanswered write can be carried out any more");
    }
  }

  boolean needsAnswer() {
    return Wait.NOT_ANSWERED.equals(own) || takenOver.containsValue(Wait.NOT_ANSWERED);
  }

  private void markAnswered() {
    long now = nanoTime.getAsLong();
    own = own == null ? null : own.withAnswer(now);
    takenOver.replaceAll((partition, wait) -> wait.withAnswer(now));
  }

  private Duration left(Collection<SinkRecord> records) {
    long now = nanoTime.getAsLong();
    takenOver.values().removeIf(wait -> wait.left(now, takeoverWait) == 0);
    if (own != null && own.left(now, unansweredWait) == 0) {
      own = null;
    }
    long left = own == null || records.isEmpty() ? 0 : own.left(now, unansweredWait);
    if (!takenOver.isEmpty()) {
      for (SinkRecord sinkRecord : records) {
        Wait wait =
            takenOver.get(
                new TopicPartition(
                    sinkRecord.originalTopic(), sinkRecord.originalKafkaPartition()));
        left = Math.max(left, wait == null ? 0 : wait.left(now, takeoverWait));
      }
    }
    return Duration.ofNanos(left);
  }
}
