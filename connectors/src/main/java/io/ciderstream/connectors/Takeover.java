package io.ciderstream.connectors;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Keeps a task that gets a partition from writing while calls of its former owner may still be
 * under way: their deadline is waited out first. A record that was written after the partition came
 * here cannot have been read by a former owner, and is not waited for; so a start without a backlog
 * costs nothing, and neither does a partition without records. One thread.
 */
final class Takeover {
  private final long waitMs;
  private final InstantSource clock;
  private final Map<TopicPartition, Long> openedAt = new HashMap<>();

  Takeover(Duration wait, InstantSource clock) {
    this.waitMs = wait.toMillis();
    this.clock = clock;
  }

  void opened(Collection<TopicPartition> partitions) {
    long now = clock.millis();
    partitions.forEach(partition -> openedAt.put(partition, now));
  }

  void closed(Collection<TopicPartition> partitions) {
    openedAt.keySet().removeAll(partitions);
  }

  /** How long these records must wait, in milliseconds; 0 if they need not. */
  long left(Collection<SinkRecord> records) {
    long now = clock.millis();
    openedAt.values().removeIf(opened -> now - opened >= waitMs);
    if (openedAt.isEmpty()) {
      return 0;
    }
    long until = now;
    for (SinkRecord record : records) {
      Long opened =
          openedAt.get(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
      if (opened != null && (record.timestamp() == null || record.timestamp() < opened)) {
        until = Math.max(until, opened + waitMs);
      }
    }
    return until - now;
  }
}
