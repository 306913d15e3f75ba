package io.ciderstream.console.log;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads offsets with Kafka's admin client. */
public final class AdminClusterOffsets implements ClusterOffsets {
  private static final long TIMEOUT_S = 5;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Admin admin;

  /** Creates a reader that closes the client with itself. */
  public AdminClusterOffsets(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Map<TopicPartition, Long> ends(Collection<String> topics) {
    Set<String> existing = get(admin.listTopics().names());
    List<String> known = topics.stream().filter(existing::contains).toList();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    get(admin.describeTopics(known).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        info ->
                            asked.put(
                                new TopicPartition(name, info.partition()), OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(asked).all())
        .forEach((partition, result) -> ends.put(partition, result.offset()));
    return ends;
  }

  @Override
  public Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try {
      get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
    } catch (CiderException e) {
      if (!(e.getCause() instanceof ExecutionException failed)
          || !(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
    return committed;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "Kafka did not answer: " + e + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "Interrupted.", e);
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }
}
