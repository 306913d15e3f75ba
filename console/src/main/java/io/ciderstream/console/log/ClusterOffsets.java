package io.ciderstream.console.log;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Reads the offsets of topics and groups from the brokers. Any thread. */
public interface ClusterOffsets extends AutoCloseable {
  /**
   * Returns the end offset of each partition of those topics that exist.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE
   */
  Map<TopicPartition, Long> ends(Collection<String> topics);

  /**
   * Returns the committed offsets of a group; none if it has never committed.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE
   */
  Map<TopicPartition, Long> committed(String group);

  @Override
  void close();
}
