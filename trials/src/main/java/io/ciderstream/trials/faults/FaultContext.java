package io.ciderstream.trials.faults;

import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.faults.judge.IndexJudge;
import io.ciderstream.trials.faults.load.QueryLoad;
import io.ciderstream.trials.faults.load.RecordedProducer;
import io.ciderstream.trials.faults.load.TrialPictures;
import io.ciderstream.trials.faults.system.BoundedWait;
import io.ciderstream.trials.faults.system.TrialRole;
import io.ciderstream.trials.faults.system.TrialSystem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What a fault works with.
 *
 * @param name of the trial, the prefix of its ids
 * @param system under test
 * @param sending what is sent meanwhile
 * @param pictures to send
 * @param judge of the index
 * @param options how long and how often
 * @param log receives each step
 */
public record FaultContext(
    String name,
    TrialSystem system,
    Sending sending,
    TrialPictures pictures,
    IndexJudge judge,
    TrialOptions options,
    Consumer<String> log) {
  /** For a busy machine. */
  private static final Duration FLOW_LIMIT = Duration.ofMinutes(4);

  /**
   * What is sent meanwhile.
   *
   * @param producer of pictures, whose records count as sent
   * @param queries that must be answered
   */
  public record Sending(RecordedProducer producer, QueryLoad queries) {}

  /** Returns the producer of pictures. */
  public RecordedProducer producer() {
    return sending.producer();
  }

  /** Returns one of two values by whether the trial is quick. */
  public <T> T either(T full, T quick) {
    return options.quick() ? quick : full;
  }

  /** Lets a fault last. */
  public void pause(Duration full, Duration quick) throws InterruptedException {
    Thread.sleep(either(full, quick));
  }

  /** Waits until so many more descriptors came, so that the work is under way. */
  public void awaitDescriptors(int count) {
    awaitRecords(Topics.DEFAULT.descriptors(), count);
  }

  /** Waits until so many more replies came. */
  public void awaitReplies(int count) {
    awaitRecords(Topics.DEFAULT.replies(), count);
  }

  /** Waits until a topic has so many more records. */
  public void awaitRecords(String topic, int count) {
    try (Admin admin = system.kafka().admin()) {
      long from = end(admin, topic);
      BoundedWait.until(
          () -> end(admin, topic) >= from + count,
          FLOW_LIMIT,
          "%d more records of %s".formatted(count, topic));
    }
  }

  private static long end(Admin admin, String topic) {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, TrialSystem.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(offset -> offset.offset())
          .sum();
    } catch (ExecutionException e) {
      return -1; // no broker answers at the moment
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading offsets", e);
    }
  }

  /** Waits until everything that was sent so far can be found. */
  public void awaitIndexed() {
    new Recovery(this).await();
  }

  /** Waits until the work of a role is under way. */
  public void awaitWork(TrialRole role) {
    switch (role) {
      case EMBEDDER, SINK -> awaitDescriptors(either(30, 10));
      case SEARCHER -> awaitReplies(either(6, 3));
    }
  }
}
