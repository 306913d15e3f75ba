package io.ciderstream.console.log;

import io.ciderstream.client.follow.TopicFollower;
import io.ciderstream.schemas.RecordPosition;
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

/** Keeps the latest dead letters without their values. Any thread. */
public final class DeadLetterView implements AutoCloseable {
  private static final int MAX_LETTERS = 500;
  private static final long MAX_EARLIER = 500;

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
                consumer.seek(partition, Math.max(begins.get(partition), end - MAX_EARLIER)));
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record);
    seen.incrementAndGet();
    synchronized (latest) {
      latest.addFirst(letter);
      if (latest.size() > MAX_LETTERS) {
        latest.removeLast();
      }
    }
  }

  /** Returns the letters, the latest first. */
  public List<DeadLetter> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** Returns the dead letter of a picture, or of its descriptor, if it is among the latest. */
  public Optional<DeadLetter> ofPicture(String images, RecordPosition position) {
    return latest().stream()
        .filter(
            letter ->
                position.equals(letter.image())
                    || (position.equals(letter.source()) && letter.sourceTopic().equals(images)))
        .findFirst();
  }

  /** Returns how many were seen: since the start, and up to 500 per partition before. */
  public long seen() {
    return seen.get();
  }

  @Override
  public void close() {
    thread.close();
  }
}
