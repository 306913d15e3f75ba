package io.ciderstream.monitoring;

import io.ciderstream.client.admin.ClusterView;
import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.client.admin.TopicCounts;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Brokers that can be switched off. */
final class FakeCluster implements ClusterView {
  volatile boolean away;
  volatile Optional<GroupProgress> progress = Optional.empty();

  @Override
  public List<TopicCounts> topics(Collection<String> names) {
    if (away) {
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "They were switched off.");
    }
    return List.of();
  }

  @Override
  public Optional<GroupProgress> progress(String group, String topic) {
    return progress;
  }

  @Override
  public void close() {}
}
