package io.ciderstream.trials.faults.catalogue;

import io.ciderstream.schemas.Topics;
import io.ciderstream.streams.searcher.SearcherSettings;
import io.ciderstream.trials.faults.FaultContext;
import io.ciderstream.trials.faults.FaultTrial;
import io.ciderstream.trials.faults.system.BoundedWait;
import io.ciderstream.trials.faults.system.RoleInstance;
import io.ciderstream.trials.faults.system.TrialLayout;
import io.ciderstream.trials.faults.system.TrialRole;
import io.ciderstream.trials.faults.system.TrialSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** Replies that cannot be written, and queries that come twice. */
final class QueryFaults {
  private static final String REPLIES = "trial-replies";
  private static final String GROUP = "cider-searcher";
  private static final int ANSWERED = 10;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final TrialLayout OWN_REPLIES =
      TrialLayout.PLAIN
          .withTopic(REPLIES)
          .withRoleSettings(SearcherSettings.REPLY_TOPICS.name() + "=" + REPLIES)
          .withBrokerSetting(
              "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
          .withBrokerSetting("allow.everyone.if.no.acl.found", "true")
          .withBrokerSetting("early.start.listeners", "CONTROLLER");

  private QueryFaults() {}

  static List<FaultTrial> all() {
    return List.of(
        FaultTrial.of(
                "reply-topic-gone",
                "the topic that queries name for their replies is deleted, and created again",
                Promises.ONE_REPLY,
                context -> withReplies(context, QueryFaults::delete, QueryFaults::create))
            .on(OWN_REPLIES)
            .replyingTo(REPLIES),
        FaultTrial.of(
                "reply-topic-forbidden",
                "the searcher loses the right to write to the topic that queries name, and regains it",
                Promises.ONE_REPLY,
                context -> withReplies(context, QueryFaults::forbid, QueryFaults::allow))
            .on(OWN_REPLIES)
            .replyingTo(REPLIES),
        FaultTrial.of(
            "queries-delivered-again",
            "the searcher's group is set back to the first query, so that all are delivered again",
            Promises.ONE_REPLY,
            QueryFaults::deliverAgain));
  }

  private interface Change {
    KafkaFuture<?> begin(Admin admin);
  }

  /**
   * Waits until replies came to the topic, and to the default one after a change. A reply that was
   * on its way to the topic is dropped, so only queries count that came when the searcher knew.
   */
  private static void withReplies(FaultContext context, Change change, Change undo) {
    try (Admin admin = context.system().kafka().admin()) {
      context.awaitRecords(REPLIES, ANSWERED);
      done(change.begin(admin));
      context.awaitReplies(ANSWERED);
      context.sending().queries().forget();
      context.awaitReplies(ANSWERED);
      done(undo.begin(admin));
      context.awaitRecords(REPLIES, ANSWERED);
    }
  }

  private static KafkaFuture<Void> delete(Admin admin) {
    return admin.deleteTopics(List.of(REPLIES)).all();
  }

  private static KafkaFuture<Void> create(Admin admin) {
    NewTopic topic = new NewTopic(REPLIES, TrialSystem.PARTITIONS, (short) 1);
    return admin.createTopics(List.of(topic)).all();
  }

  private static KafkaFuture<Void> forbid(Admin admin) {
    return admin
        .createAcls(
            List.of(
                new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, REPLIES, PatternType.LITERAL),
                    new AccessControlEntry(
                        "User:*", "*", AclOperation.WRITE, AclPermissionType.DENY)),
                new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, REPLIES, PatternType.LITERAL),
                    new AccessControlEntry(
                        "User:*", "*", AclOperation.READ, AclPermissionType.ALLOW))))
        .all();
  }

  private static KafkaFuture<?> allow(Admin admin) {
    ResourcePatternFilter topic =
        new ResourcePatternFilter(ResourceType.TOPIC, REPLIES, PatternType.LITERAL);
    return admin
        .deleteAcls(List.of(new AclBindingFilter(topic, AccessControlEntryFilter.ANY)))
        .all();
  }

  private static void deliverAgain(FaultContext context) {
    context.awaitReplies(context.either(4 * ANSWERED, ANSWERED));
    RoleInstance searcher = context.system().role(TrialRole.SEARCHER);
    searcher.close();
    try (Admin admin = context.system().kafka().admin()) {
      BoundedWait.until(() -> isReset(admin), LIMIT, "an empty group " + GROUP);
    }
    searcher.start();
  }

  /** Sets the group back; Kafka refuses while a member has not left. */
  private static boolean isReset(Admin admin) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetAndMetadata> first =
          committed.keySet().stream()
              .filter(partition -> partition.topic().equals(Topics.DEFAULT.queries()))
              .collect(
                  Collectors.toMap(p -> p, p -> new OffsetAndMetadata(0, Optional.empty(), "")));
      admin.alterConsumerGroupOffsets(GROUP, first).all().get();
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void done(KafkaFuture<?> change) {
    try {
      change.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka rejected a change: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while Kafka changes", e);
  }
}
