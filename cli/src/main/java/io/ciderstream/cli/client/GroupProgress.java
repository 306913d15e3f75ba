package io.ciderstream.cli.client;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * How far a consumer group is in a topic. The roles commit no offset beyond their first unfinished
 * record, so lag is what is not finished, in work or not.
 *
 * @param partitions each one's progress by its number
 */
public record GroupProgress(SortedMap<Integer, Partition> partitions) {
  /** Copies the map. */
  public GroupProgress(Map<Integer, Partition> partitions) {
    this(new TreeMap<>(partitions));
  }

  /**
   * How far it is in one partition.
   *
   * @param committed the next offset that is not finished
   * @param end the offset that the next record will have
   */
  public record Partition(long committed, long end) {
    /** Offsets not finished; a transaction marker at the end counts as one. */
    public long lag() {
      return Math.max(0, end - committed);
    }

    /** The same, less one, so that 0 means nothing that must be done. */
    public long backlog() {
      return Math.max(0, lag() - 1);
    }
  }

  /** Of all partitions. */
  public long committed() {
    return sum(Partition::committed);
  }

  /** Of all partitions. */
  public long lag() {
    return sum(Partition::lag);
  }

  /** Of all partitions. */
  public long backlog() {
    return sum(Partition::backlog);
  }

  private long sum(ToLongFunction<Partition> of) {
    return partitions.values().stream().mapToLong(of).sum();
  }
}
