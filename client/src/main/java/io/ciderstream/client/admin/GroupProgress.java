package io.ciderstream.client.admin;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The progress of a consumer group in a topic. The roles commit no offset beyond their first
 * unfinished record, so lag counts what is not finished, in work or not.
 *
 * @param partitions each one's progress by its number
 */
public record GroupProgress(SortedMap<Integer, Partition> partitions) {
  /** Copies the map. */
  public GroupProgress(Map<Integer, Partition> partitions) {
    this(new TreeMap<>(partitions));
  }

  /**
   * The progress in one partition.
   *
   * @param committed the next offset that is not finished
   * @param end the offset that the next record will have
   */
  public record Partition(long committed, long end) {
    /** Returns the offsets not finished; a transaction marker at the end counts as one. */
    public long lag() {
      return Math.max(0, end - committed);
    }

    /** Returns the lag less one, so that 0 means that nothing is left to do. */
    public long backlog() {
      return Math.max(0, lag() - 1);
    }
  }

  /** Returns the sum over all partitions. */
  public long committed() {
    return sum(Partition::committed);
  }

  /** Returns the sum over all partitions. */
  public long lag() {
    return sum(Partition::lag);
  }

  /** Returns the sum over all partitions. */
  public long backlog() {
    return sum(Partition::backlog);
  }

  private long sum(ToLongFunction<Partition> of) {
    return partitions.values().stream().mapToLong(of).sum();
  }
}
