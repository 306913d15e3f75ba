package io.ciderstream.streams.runtime;

import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics with the retention that the contract states. Existing topics do not change.
 *
 * @param topics their names
 * @param progress the topic of the index's progress, if there is to be one
 * @param partitions of each, 1 or more
 * @param replicationFactor 1 or more, or -1 for the broker's default
 * @param maxRecordBytes the largest record
 */
public record TopicSetup(
    Topics topics,
    Optional<String> progress,
    int partitions,
    short replicationFactor,
    int maxRecordBytes) {
  private static final int ENVELOPE_BYTES = 1 << 20;
  private static final int CREATE_TIMEOUT_MS = 20_000;

  /** Rejects impossible numbers with SETTING_INVALID. */
  public TopicSetup {
    if (partitions < 1 || replicationFactor == 0 || replicationFactor < -1 || maxRecordBytes < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "Topics cannot have %d partitions, %d replicas and records of %d bytes."
              .formatted(partitions, replicationFactor, maxRecordBytes));
    }
  }

  /**
   * Creates what is missing, and waits until it can be written to.
   *
   * @throws CiderException BROKER_UNAVAILABLE after 20 s; SETTING_INVALID if the broker rejects a
   *     topic
   */
  public void create(Admin admin) throws InterruptedException {
    CreateTopicsResult created =
        admin.createTopics(plan(), new CreateTopicsOptions().timeoutMs(CREATE_TIMEOUT_MS));
    for (Map.Entry<String, KafkaFuture<Void>> topic : created.values().entrySet()) {
      String name = topic.getKey();
      try {
        topic.getValue().get();
        TopicLeaders.await(admin, name, created.numPartitions(name).get());
      } catch (ExecutionException e) {
        refuse(name, e.getCause());
      }
    }
  }

  private static void refuse(String topic, Throwable cause) {
    if (cause instanceof TopicExistsException) {
      return;
    }
    ErrorCode code =
        cause instanceof org.apache.kafka.common.errors.RetriableException
            ? ErrorCode.BROKER_UNAVAILABLE
            : ErrorCode.SETTING_INVALID;
    throw new CiderException(
        code, "The topic %s was not created: %s.".formatted(topic, cause.getMessage()), cause);
  }

  /** Returns the same topics with as many partitions as those that exist. */
  public TopicSetup withPartitions(int existing) {
    return new TopicSetup(topics, progress, existing, replicationFactor, maxRecordBytes);
  }

  /** Returns the topics as they would be made, in the order of the data's way. */
  public List<NewTopic> plan() {
    List<NewTopic> plan =
        new ArrayList<>(
            List.of(
                deleting(topics.images(), Duration.ofDays(7), 0),
                compacting(topics.descriptors(), Map.of()),
                deleting(topics.queries(), Duration.ofHours(1), 0),
                deleting(topics.replies(), Duration.ofHours(1), 0),
                deleting(topics.imagesDeadLetters(), Duration.ofDays(30), ENVELOPE_BYTES),
                deleting(topics.queriesDeadLetters(), Duration.ofDays(30), ENVELOPE_BYTES),
                deleting(topics.descriptorsDeadLetters(), Duration.ofDays(30), ENVELOPE_BYTES)));
    // who starts reads all of it, and only segments that are closed are compacted
    progress.ifPresent(
        name ->
            plan.add(
                compacting(
                    name,
                    Map.of(
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Duration.ofMinutes(10).toMillis())))));
    return plan;
  }

  private NewTopic deleting(String name, Duration kept, int envelopeBytes) {
    Duration segment = kept.dividedBy(6); // only whole segments are deleted
    return topic(
        name,
        envelopeBytes,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment.toMillis())));
  }

  private NewTopic compacting(String name, Map<String, String> more) {
    // a sink that was away this long must still meet the tombstones
    Duration tombstones = Duration.ofDays(7);
    Map<String, String> config = new HashMap<>(more);
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(tombstones.toMillis()));
    return topic(name, 0, config);
  }

  private NewTopic topic(String name, int envelopeBytes, Map<String, String> kept) {
    Map<String, String> config = new HashMap<>(kept);
    config.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes + envelopeBytes));
    Optional<Short> replicas =
        replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor);
    return new NewTopic(name, Optional.of(partitions), replicas).configs(config);
  }
}
