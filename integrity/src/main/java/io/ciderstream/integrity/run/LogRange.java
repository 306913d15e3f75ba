package io.ciderstream.integrity.run;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts offsets of a topic's partitions. */
final class LogRange {
  private final Map<Integer, Long> next;
  private long passed;

  LogRange(Map<Integer, Long> from) {
    this.next = new HashMap<>(from);
  }

  /** Returns how many offsets were passed with this record, in all partitions. */
  long passed(ConsumerRecord<?, ?> record) {
    long behind = record.offset() + 1;
    Long before = next.put(record.partition(), behind);
    passed += behind - (before == null ? record.offset() : before);
    return passed;
  }

  /** Returns how many offsets there are. */
  static long offsets(Map<Integer, Long> from, Map<Integer, Long> to) {
    return to.entrySet().stream()
        .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  /**
   * Returns how many offsets up to the last records were not committed.
   *
   * @param last the offset of the last record of each partition that has one
   */
  static long behind(Map<Integer, Long> last, Map<Integer, Long> committed) {
    return last.entrySet().stream()
        .mapToLong(
            each -> Math.max(0, each.getValue() + 1 - committed.getOrDefault(each.getKey(), 0L)))
        .sum();
  }
}
