package io.ciderstream.console.log;

import io.ciderstream.client.follow.TopicFollower;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The latest dead letters without their values, from the last ones there at the start. */
public final class DeadLetterView implements AutoCloseable {
  private static final int KEPT = 500;
  private static final long BEFORE = 500;

  private final Deque<DeadLetter> latest = new ArrayDeque<>();
  private final AtomicLong seen = new AtomicLong();
  private final TopicFollower thread;

  /**
   * Starts to read.
   *
   * @param topics topics of dead letters
   */
  public DeadLetterView(Supplier<Consumer<byte[], byte[]>> consumers, List<String> topics) {
    this.thread =
        new TopicFollower(
            "console-dead-letters", consumers, topics, DeadLetterView::seek, this::read);
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begins.get(partition), end - BEFORE)));
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record);
    seen.incrementAndGet();
    synchronized (latest) {
      latest.addFirst(letter);
      if (latest.size() > KEPT) {
        latest.removeLast();
      }
    }
  }

  /** The latest first. */
  public List<DeadLetter> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** The dead letter that a picture became, or its descriptor, if it is among the latest. */
  public Optional<DeadLetter> ofPicture(String images, Position position) {
    return latest().stream()
        .filter(
            letter ->
                position.equals(letter.image())
                    || (position.equals(letter.source()) && letter.sourceTopic().equals(images)))
        .findFirst();
  }

  /** How many there were since the start, and up to 500 a partition before. */
  public long seen() {
    return seen.get();
  }

  @Override
  public void close() {
    thread.close();
  }
}
