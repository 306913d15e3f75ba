package io.ciderstream.monitoring;

import io.ciderstream.client.admin.GroupProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Detects the partitions with work of which a group finishes nothing. One thread. */
final class StallDetector {
  private record Progress(long committed, long atNanos) {}

  private final Duration limit;
  private final Map<Integer, Progress> moved = new HashMap<>();

  /**
   * Detects stalls that are longer than the limit.
   *
   * @param limit how long a partition may finish nothing
   */
  StallDetector(Duration limit) {
    this.limit = limit;
  }

  /**
   * Returns the partitions with a backlog of which nothing was finished for longer than the limit.
   *
   * @param nanos of a monotonic clock
   */
  Set<Integer> stalled(GroupProgress progress, long nanos) {
    moved.keySet().retainAll(progress.partitions().keySet());
    Set<Integer> stalled = new TreeSet<>();
    progress
        .partitions()
        .forEach(
            (number, partition) -> {
              Progress last = moved.get(number);
              if (last == null
                  || last.committed() != partition.committed()
                  || partition.backlog() == 0) {
                moved.put(number, new Progress(partition.committed(), nanos));
              } else if (nanos - last.atNanos() > limit.toNanos()) {
                stalled.add(number);
              }
            });
    return stalled;
  }
}
