package io.ciderstream.rebuild;

import io.ciderstream.client.admin.AdminFailures;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Removes the topics and consumer groups of a rebuild. */
public final class RebuildRemoval {
  private static final Duration SESSIONS = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Admin admin;

  /** Creates a removal; the caller closes the admin client. */
  public RebuildRemoval(Admin admin) {
    this.admin = admin;
  }

  /**
   * Removes groups first, as that fails while somebody works for the rebuild, then topics. What is
   * gone already is left out.
   *
   * @param prefixes of further topics, such as the changelogs of a group
   * @throws CiderException SETTING_INVALID if a group has members
   */
  public void remove(List<String> groups, List<String> topics, List<String> prefixes)
      throws InterruptedException {
    for (String group : groups) {
      removeGroup(group);
    }
    List<String> all = new ArrayList<>(topics);
    Set<String> existing = existing();
    existing.stream()
        .filter(name -> prefixes.stream().anyMatch(name::startsWith))
        .forEach(all::add);
    all.removeIf(name -> !existing.contains(name));
    for (String topic : all) {
      get(topic, admin.deleteTopics(List.of(topic)).all());
    }
    // a broker knows for a moment longer what the controller has deleted
    while (!Collections.disjoint(existing(), all)) {
      Thread.sleep(PAUSE);
    }
  }

  private Set<String> existing() throws InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw AdminFailures.unavailable(e);
    }
  }

  /** Waits for the members of a process that was killed: they leave with their session. */
  private void removeGroup(String group) throws InterruptedException {
    long end = System.nanoTime() + SESSIONS.toNanos();
    while (true) {
      try {
        get(group, admin.deleteConsumerGroups(List.of(group)).all());
        return;
      } catch (CiderException e) {
        if (e.code() != ErrorCode.SETTING_INVALID || System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  private static void get(String what, KafkaFuture<Void> done) throws InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case GroupIdNotFoundException gone -> {
          // as wanted
        }
        case UnknownTopicOrPartitionException gone -> {
          // as wanted
        }
        case GroupNotEmptyException busy ->
            throw new CiderException(
                ErrorCode.SETTING_INVALID,
                "The group %s has members: stop the rebuild and the roles that work for it, then repeat this."
                    .formatted(what),
                e);
        default -> throw AdminFailures.unavailable(e);
      }
    }
  }
}
