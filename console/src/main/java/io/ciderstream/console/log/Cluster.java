package io.ciderstream.console.log;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Offsets of topics and groups, as the brokers tell them. Any thread. */
public interface Cluster extends AutoCloseable {
  /**
   * The next offset of each partition of the topics that exist.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE
   */
  Map<TopicPartition, Long> ends(Collection<String> topics);

  /**
   * What a group has committed; nothing if it never did.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE
   */
  Map<TopicPartition, Long> committed(String group);

  @Override
  void close();
}
