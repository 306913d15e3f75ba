package io.ciderstream.client.follow;

import io.ciderstream.schemas.IndexPosition;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the progress topic, which the sink writes to when Milvus has acknowledged a batch. It
 * begins a little before the end: the topic is compacted, but not where batches are appended now.
 * So a partition that the sink has not written to for long is reported with its next batch only;
 * its position is then in the index and in the committed offsets of the sink's group.
 */
public final class ProgressFollower implements AutoCloseable {
  /** How many records before the end are read at the start, over all partitions. */
  private static final int TAIL_RECORDS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(ProgressFollower.class);

  private final ProgressSource source;
  private final String descriptors;
  private final Listener listener;
  private final TopicFollower thread;

  /** Called on the follower's thread. */
  public interface Listener {
    /**
     * Receives how far the index is. The latest report counts, also if it is behind an earlier one.
     */
    void reached(IndexPosition position);
  }

  /**
   * Starts to read.
   *
   * @param name of the thread
   * @param consumers creates consumers of bytes in no group
   * @param descriptors the topic that the sink reads
   */
  public ProgressFollower(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      ProgressSource source,
      String descriptors,
      Listener listener) {
    this.source = source;
    this.descriptors = descriptors;
    this.listener = listener;
    this.thread =
        new TopicFollower(
            name,
            consumers,
            List.of(source.topic()),
            (consumer, partitions) -> TailStart.seek(consumer, partitions, TAIL_RECORDS),
            this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      source.position(record.value(), descriptors).ifPresent(listener::reached);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "skipped {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
