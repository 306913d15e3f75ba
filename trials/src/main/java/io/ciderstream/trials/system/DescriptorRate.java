package io.ciderstream.trials.system;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.measure.SteadyRate;
import java.time.Duration;
import java.util.List;

/**
 * Counts the committed descriptors of an ingest from outside, as any consumer sees them. Made
 * before the pictures are sent. One thread.
 */
public final class DescriptorRate implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final TopicTail tail;

  /** Begins at the end of the topic. */
  public DescriptorRate(KafkaClients kafka, Topics topics) {
    this.tail = kafka.tail(List.of(topics.descriptors()));
  }

  /**
   * Waits until so many descriptors came, and returns how many a second came between the first and
   * the last tenth.
   */
  public double await(int count) {
    SteadyRate rate = new SteadyRate(System::nanoTime);
    int done = 0;
    long moved = System.nanoTime();
    while (done < count) {
      int before = done;
      for (var record : tail.poll(POLL)) {
        done += record.value() == null ? 0 : 1;
      }
      if (done > before) {
        rate.accept(Math.min(done, count), count);
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > BenchTimeouts.PROGRESS.toNanos()) {
        throw new IllegalStateException(
            "%d of %d descriptors came, and no more for %d s."
                .formatted(done, count, BenchTimeouts.PROGRESS.toSeconds()));
      }
    }
    return rate.perSecond();
  }

  @Override
  public void close() {
    tail.close();
  }
}
