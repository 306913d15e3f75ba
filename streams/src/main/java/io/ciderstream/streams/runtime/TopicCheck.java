package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks that the topics match the contract. */
public final class TopicCheck {
  private static final long ASK_SECONDS = 10;

  private final Admin admin;

  /** Creates the check on this client; the caller closes it. */
  public TopicCheck(Admin admin) {
    this.admin = admin;
  }

  /**
   * Returns the numbers of partitions by topic.
   *
   * @throws CiderException TOPIC_MISMATCH if one is missing, BROKER_UNAVAILABLE
   */
  public Map<String, Integer> partitions(Collection<String> topics) throws InterruptedException {
    Map<String, Integer> partitions = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      partitions.put(asked.getKey(), partitions(asked.getKey(), asked.getValue()));
    }
    return partitions;
  }

  private static int partitions(String topic, KafkaFuture<TopicDescription> asked)
      throws InterruptedException {
    try {
      return asked.get(ASK_SECONDS, TimeUnit.SECONDS).partitions().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new CiderException(
            ErrorCode.TOPIC_MISMATCH,
            "The topic %s does not exist. Create it, by ./cider topics or kafka-topics.sh."
                .formatted(topic),
            e);
      }
      throw unavailable(topic, e);
    } catch (TimeoutException e) {
      throw unavailable(topic, e);
    }
  }

  private static CiderException unavailable(String topic, Exception cause) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "The topic %s cannot be described by the brokers of %s."
            .formatted(topic, KafkaSettings.BOOTSTRAP),
        cause);
  }

  /**
   * Rejects topics with different numbers of partitions.
   *
   * @return how many partitions each of them has
   * @throws CiderException TOPIC_MISMATCH, BROKER_UNAVAILABLE
   */
  public int requireSamePartitions(String first, String second) throws InterruptedException {
    Map<String, Integer> partitions = partitions(java.util.List.of(first, second));
    if (!partitions.get(first).equals(partitions.get(second))) {
      throw new CiderException(
          ErrorCode.TOPIC_MISMATCH,
          "%s has %d partitions, %s has %d, but they must have as many."
              .formatted(first, partitions.get(first), second, partitions.get(second)));
    }
    return partitions.get(first);
  }
}
