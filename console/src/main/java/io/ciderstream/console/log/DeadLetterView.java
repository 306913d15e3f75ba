package io.ciderstream.console.log;

import io.ciderstream.client.follow.TopicFollower;
import io.ciderstream.schemas.RecordPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the latest dead letters without their values. At the start it reads some before the end of
 * each partition, no more bytes than a bound. Any thread.
 */
public final class DeadLetterView implements AutoCloseable {
  private static final int MAX_LETTERS = 500;
  private static final int MAX_EARLIER = 500;

  /** What is read at the start, of all partitions: a dead letter has the value it came with. */
  private static final long MAX_EARLIER_BYTES = 64L << 20;

  private final Deque<DeadLetter> latest = new ArrayDeque<>();
  private final AtomicLong seen = new AtomicLong();
  private final TopicFollower thread;

  /**
   * Starts to read.
   *
   * @param consumers creates consumers with further settings
   * @param topics topics of dead letters
   */
  public DeadLetterView(
      Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers, List<String> topics) {
    this.thread =
        new TopicFollower(
            "console-dead-letters",
            () -> consumers.apply(TailPages.SMALL_FETCHES),
            topics,
            this::readEarlier,
            record -> add(DeadLetter.of(record)));
  }

  private void readEarlier(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Set<TopicPartition> assigned = Set.copyOf(consumer.assignment());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<DeadLetter> earlier = new ArrayList<>();
    long left = MAX_EARLIER_BYTES;
    int unread = partitions.size();
    for (TopicPartition partition : partitions) {
      TailPages.Tail<DeadLetter> tail =
          new TailPages<>(MAX_EARLIER, left / unread, DeadLetter::of)
              .read(consumer, partition, begins.get(partition), ends.get(partition));
      earlier.addAll(tail.records());
      left = Math.max(0, left - tail.bytes());
      unread--;
    }
    earlier.stream().sorted(Comparator.comparingLong(DeadLetter::atMs)).forEach(this::add);
    consumer.assign(assigned);
    ends.forEach(consumer::seek);
  }

  private void add(DeadLetter letter) {
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
