package io.ciderstream.client.admin;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the state of topics and consumer groups through an admin client. One thread. */
public final class AdminClusterView implements ClusterView {
  private static final long TIMEOUT_S = 10;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Admin admin;

  /** Takes over the admin client, and closes it with itself. */
  public AdminClusterView(Admin admin) {
    this.admin = admin;
  }

  @Override
  public List<TopicCounts> topics(Collection<String> names) {
    Set<String> existing = get(admin.listTopics().names());
    List<String> known = names.stream().filter(existing::contains).toList();
    Map<String, TopicDescription> described = get(describe(known));
    List<TopicCounts> counts = new ArrayList<>();
    for (String name : known) {
      List<TopicPartition> partitions = partitions(name, described.get(name));
      counts.add(
          new TopicCounts(
              name,
              partitions.size(),
              sum(offsets(partitions, OffsetSpec.earliest())),
              sum(offsets(partitions, OffsetSpec.latest()))));
    }
    return counts;
  }

  /** Returns how many offsets of a topic the group has not finished; empty as {@link #progress}. */
  public OptionalLong lag(String group, String topic) {
    return progress(group, topic)
        .map(progress -> OptionalLong.of(progress.lag()))
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Optional<GroupProgress> progress(String group, String topic) {
    try {
      List<TopicPartition> partitions = partitions(topic, get(describe(List.of(topic))).get(topic));
      Map<TopicPartition, Long> committed = offsets(partitions, OffsetSpec.earliest());
      get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.replace(partition, offset.offset());
                }
              });
      Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
      Map<Integer, GroupProgress.Partition> progress = new HashMap<>();
      committed.forEach(
          (partition, offset) ->
              progress.put(
                  partition.partition(), new GroupProgress.Partition(offset, ends.get(partition))));
      return Optional.of(new GroupProgress(progress));
    } catch (CiderException e) {
      return Optional.empty();
    }
  }

  private KafkaFuture<Map<String, TopicDescription>> describe(Collection<String> names) {
    return admin.describeTopics(names).allTopicNames();
  }

  private static List<TopicPartition> partitions(String name, TopicDescription described) {
    return described.partitions().stream()
        .map(info -> new TopicPartition(name, info.partition()))
        .toList();
  }

  /** Returns how many members a group has; 0 if there is no such group or Kafka is unreachable. */
  public int members(String group) {
    try {
      return get(admin.listGroups().all()).stream()
          .filter(listed -> listed.groupId().equals(group))
          .findFirst()
          .map(this::members)
          .orElse(0);
    } catch (CiderException e) {
      return 0;
    }
  }

  /** Describes classic groups as such, since those of Connect workers are no consumer groups. */
  private int members(GroupListing group) {
    String id = group.groupId();
    List<String> asked = List.of(id);
    return switch (group.type().orElse(GroupType.CLASSIC)) {
      case STREAMS -> get(admin.describeStreamsGroups(asked).all()).get(id).members().size();
      case CLASSIC -> get(admin.describeClassicGroups(asked).all()).get(id).members().size();
      default -> get(admin.describeConsumerGroups(asked).all()).get(id).members().size();
    };
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec at) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, at));
    Map<TopicPartition, Long> found = new HashMap<>();
    get(admin.listOffsets(asked).all())
        .forEach((partition, result) -> found.put(partition, result.offset()));
    return found;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw AdminFailures.unavailable(e);
    } catch (TimeoutException e) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE, "No answer came within %d s.".formatted(TIMEOUT_S), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    // no caller waits for its answers any more, and the broker may be gone
    admin.close(CLOSE_TIMEOUT);
  }
}
