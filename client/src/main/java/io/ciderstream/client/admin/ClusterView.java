package io.ciderstream.client.admin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the state of topics and consumer groups. One thread. */
public interface ClusterView extends AutoCloseable {
  /**
   * Returns the counts of those topics that exist.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE if Kafka is unreachable in
   *     time
   */
  List<TopicCounts> topics(Collection<String> names);

  /**
   * Returns the progress of a group in a topic. Where the group has never committed, it is at the
   * beginning, as the groups of the roles are. Empty if there is no such topic or Kafka does not
   * answer.
   */
  Optional<GroupProgress> progress(String group, String topic);

  @Override
  void close();
}
