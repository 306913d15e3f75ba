package io.ciderstream.console.log;

import io.ciderstream.schemas.IndexPosition;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the progress topic: what the sink says the moment Milvus has acknowledged a batch. */
public final class ProgressView implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressView.class);

  private final Source source;
  private final Listener listener;
  private final TopicThread thread;

  /**
   * Where it is said.
   *
   * @param topic the progress topic
   * @param collection the index, as the sink names it there
   * @param descriptors the topic that the sink reads
   */
  public record Source(String topic, String collection, String descriptors) {}

  /** Told on the view's thread. */
  public interface Listener {
    /**
     * All before that offset of a partition of the descriptors topic are in the index, or reported.
     */
    void reached(int partition, long next);
  }

  /** Starts to read, from the topic's beginning. */
  public ProgressView(
      Supplier<Consumer<byte[], byte[]>> consumers, Source source, Listener listener) {
    this.source = source;
    this.listener = listener;
    this.thread =
        new TopicThread(
            "progress", consumers, List.of(source.topic()), Consumer::seekToBeginning, this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> said) {
    if (said.value() == null) {
      return;
    }
    try {
      IndexPosition position = IndexPosition.parse(said.value());
      if (position.collection().equals(source.collection())
          && position.topic().equals(source.descriptors())) {
        listener.reached(position.partition(), position.offset());
      }
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
