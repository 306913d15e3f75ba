package io.ciderstream.cli.metrics;

import io.ciderstream.cli.client.GroupProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells which partitions of a group that has work stand still. One thread. */
final class Stall {
  private record Seen(long committed, long atNanos) {}

  private final Duration patience;
  private final Map<Integer, Seen> moved = new HashMap<>();

  /**
   * @param patience how long a partition may finish nothing
   */
  Stall(Duration patience) {
    this.patience = patience;
  }

  /**
   * The partitions with a backlog of which nothing was finished for longer than the patience.
   *
   * @param nanos of a clock that only goes forward
   */
  Set<Integer> stalled(GroupProgress progress, long nanos) {
    moved.keySet().retainAll(progress.partitions().keySet());
    Set<Integer> stalled = new TreeSet<>();
    progress
        .partitions()
        .forEach(
            (number, partition) -> {
              Seen last = moved.get(number);
              if (last == null
                  || last.committed() != partition.committed()
                  || partition.backlog() == 0) {
                moved.put(number, new Seen(partition.committed(), nanos));
              } else if (nanos - last.atNanos() > patience.toNanos()) {
                stalled.add(number);
              }
            });
    return stalled;
  }
}
