package io.ciderstream.console.log;

import io.ciderstream.schemas.ProgressSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the progress topic: what the sink says the moment Milvus has acknowledged a batch. */
public final class ProgressView implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressView.class);

  private final ProgressSource source;
  private final String descriptors;
  private final Listener listener;
  private final TopicThread thread;

  /** Told on the view's thread. */
  public interface Listener {
    /**
     * All before that offset of a partition of the descriptors topic are in the index, or reported.
     */
    void reached(int partition, long next);
  }

  /**
   * Starts to read, from the topic's beginning.
   *
   * @param descriptors the topic that the sink reads
   */
  public ProgressView(
      Supplier<Consumer<byte[], byte[]>> consumers,
      ProgressSource source,
      String descriptors,
      Listener listener) {
    this.source = source;
    this.descriptors = descriptors;
    this.listener = listener;
    this.thread =
        new TopicThread(
            "progress", consumers, List.of(source.topic()), Consumer::seekToBeginning, this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> said) {
    try {
      source
          .position(said.value(), descriptors)
          .ifPresent(position -> listener.reached(position.partition(), position.offset()));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{}-{}@{} is passed over. {}",
          said.topic(),
          said.partition(),
          said.offset(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
