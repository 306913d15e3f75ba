package io.ciderstream.client.admin;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits for the leaders of new topics. A topic exists before its leaders know that they lead. If a
 * producer's first request is too early and its second is not, the records of the first are lost,
 * although the producer is idempotent (KAFKA-15591).
 */
public final class TopicLeaders {
  private static final Duration LEADER_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

  private TopicLeaders() {}

  /** Creates a topic and waits until it can be written to. */
  public static void create(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException {
    admin.createTopics(List.of(topic)).all().get();
    await(admin, topic.name(), topic.numPartitions());
  }

  /**
   * Waits until a new topic can be written to.
   *
   * @throws ExecutionException with Kafka's exception, after 20 s if it is one that may pass
   */
  public static void await(Admin admin, String topic, int partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    ListOffsetsOptions options =
        new ListOffsetsOptions().timeoutMs((int) LEADER_TIMEOUT.toMillis());
    long deadline = System.nanoTime() + LEADER_TIMEOUT.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends, options).all().get();
        return;
      } catch (ExecutionException e) { // such as a topic that this broker has not heard of yet
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(RETRY_PAUSE.toMillis());
      }
    }
  }
}
