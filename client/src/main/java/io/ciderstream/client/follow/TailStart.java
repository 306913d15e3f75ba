package io.ciderstream.client.follow;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins to read a number of records before the end of each partition, so that a start costs the
 * same however much was ever written.
 */
public final class TailStart {
  /** What every partition gets, however many there are. */
  private static final int MIN_RECORDS = 20;

  private TailStart() {}

  /**
   * Seeks. Compaction and transactions leave offsets without records, so fewer records may come.
   *
   * @param records how many to go back, over all partitions; each gets 20 at least
   * @return whether all partitions are read from their beginning
   */
  public static boolean seek(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions, int records) {
    long each = Math.max(MIN_RECORDS, records / Math.max(1, partitions.size()));
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    boolean whole = true;
    for (TopicPartition partition : partitions) {
      long begin = begins.get(partition);
      long from = Math.max(begin, ends.get(partition) - each);
      whole &= from == begin;
      consumer.seek(partition, from);
    }
    return whole;
  }
}
