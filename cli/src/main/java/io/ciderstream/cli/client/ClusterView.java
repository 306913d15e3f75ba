package io.ciderstream.cli.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks at topics and consumer groups. One thread. */
public interface ClusterView extends AutoCloseable {
  /**
   * The counts of those of the topics that exist.
   *
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE if Kafka does not answer in
   *     time
   */
  List<TopicCounts> topics(Collection<String> names);

  /**
   * How far a group is in a topic; where it never committed, it is at the beginning, as the roles'
   * groups are. Empty if there is no such topic or Kafka did not answer.
   */
  Optional<GroupProgress> progress(String group, String topic);

  @Override
  void close();
}
