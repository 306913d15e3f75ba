package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.client.admin.AdminFailures;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.rebuild.RebuildRemoval;
import io.ciderstream.schemas.RunningParts;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.runtime.GroupOptions;
import io.ciderstream.streams.runtime.KafkaAccess;
import io.ciderstream.streams.runtime.RoleObserver;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.streams.searcher.SearchTargets;
import io.ciderstream.streams.searcher.SearcherRole;
import io.ciderstream.streams.searcher.SearcherSettings;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Embedder, sink and searcher of another model beside the live ones: they read the same pictures
 * and queries, from now on, and write to topics and a collection of their own.
 */
public final class ShadowSystem implements AutoCloseable {
  /** The beginning of the names of its topics, behind the prefix. */
  private static final String SHADOW = "shadow.";

  private final RunningParts parts = new RunningParts();
  private final Wiring wiring;
  private final Topics topics;
  private MilvusIndexSearch index;

  private ShadowSystem(Wiring wiring) {
    this.wiring = wiring;
    this.topics = topics(wiring);
  }

  /** Returns the settings of the shadow's roles, except for the model. */
  public static Map<String, String> settings(Wiring live) {
    Map<String, String> all = new HashMap<>(RebuildSystem.settingsBeside(live.settings()));
    all.put(SearcherSettings.CANARY_INTERVAL.name(), "0");
    all.put(SearcherSettings.RECALL_SHARE.name(), "0");
    all.put(ConnectSettings.INDEX.name(), index(live));
    all.put(KafkaSettings.TOPICS_DESCRIPTORS.name(), SHADOW + Topics.DESCRIPTORS);
    return all;
  }

  private static String index(Wiring live) {
    return live.options().index().name() + "_shadow";
  }

  private static Topics topics(Wiring wiring) {
    String prefix = wiring.settings().text(KafkaSettings.TOPICS_PREFIX);
    Topics own = Topics.withPrefix(prefix + SHADOW);
    return new Topics(
        wiring.topics().images(),
        wiring.topics().descriptors(),
        wiring.topics().queries(),
        own.replies(),
        own.imagesDeadLetters(),
        own.queriesDeadLetters(),
        own.descriptorsDeadLetters());
  }

  /**
   * Starts the roles.
   *
   * @param wiring with {@link #settings} and the model; the caller closes it, after this
   * @param share of the image ids that are embedded, above 0 to 1
   */
  public static ShadowSystem start(Wiring wiring, double share) throws InterruptedException {
    ShadowSystem system = new ShadowSystem(wiring);
    try {
      system.createTopics();
      system.startRoles(share);
      return system;
    } catch (RuntimeException | InterruptedException e) {
      system.close();
      throw e;
    }
  }

  private void createTopics() throws InterruptedException {
    try (Admin admin = wiring.kafka().admin()) {
      int partitions =
          admin
              .describeTopics(List.of(topics.images()))
              .allTopicNames()
              .get()
              .get(topics.images())
              .partitions()
              .size();
      TopicSetup own = wiring.options().topics();
      new TopicSetup(
              topics, Optional.empty(), partitions, own.replicationFactor(), own.maxRecordBytes())
          .create(admin);
      beginNow(admin, wiring.groups().embedder(), topics.images());
      beginNow(admin, searcherGroup(wiring), topics.queries());
    } catch (ExecutionException e) {
      throw AdminFailures.unavailable(e);
    }
  }

  /** Lets a group that has never read begin at the end. */
  private static void beginNow(Admin admin, String group, String topic)
      throws InterruptedException, ExecutionException {
    if (!admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(
            info -> ends.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
    admin
        .listOffsets(ends)
        .all()
        .get()
        .forEach((partition, end) -> begin.put(partition, new OffsetAndMetadata(end.offset())));
    admin.alterConsumerGroupOffsets(group, begin).all().get();
  }

  private void startRoles(double share) throws InterruptedException {
    Monitoring monitoring = wiring.monitoring();
    parts.add(monitoring);
    Roles roles = new Roles(wiring, monitoring);
    OnnxEmbedder model = roles.model();
    parts.add(model);
    Map<String, Object> client = wiring.kafka().common();
    StreamsOptions embedding = wiring.options().embedder(client);
    EmbedderRole embedder =
        new EmbedderRole(
            with(embedding, embedding.group().applicationId()),
            wiring.options().descriptors().ofShare(share),
            wiring.options().fetch(),
            model,
            Clock.systemUTC(),
            RoleObserver.NONE);
    parts.add(embedder);
    embedder.start();
    parts.add(roles.connect());
    index =
        MilvusIndexSearch.of(
            wiring.options().index(),
            new CollectionName(wiring.writtenIndex(), wiring.modelHash()),
            InstantSource.system());
    parts.add(index);
    SearcherRole searcher =
        new SearcherRole(
            with(wiring.options().searcher(client), searcherGroup(wiring)),
            wiring.options().answers(),
            wiring.options().fetch(),
            SearchTargets.only(model, index),
            Clock.systemUTC(),
            RoleObserver.NONE);
    parts.add(searcher);
    searcher.start();
  }

  private StreamsOptions with(StreamsOptions options, String application) {
    KafkaAccess kafka = options.kafka();
    GroupOptions group = options.group();
    return new StreamsOptions(
        new KafkaAccess(
            kafka.bootstrap(), kafka.registry(), topics, kafka.maxRecordBytes(), kafka.client()),
        new GroupOptions(
            application, group.protocol(), group.sessionTimeout(), group.replicationFactor()),
        options.stateDir(),
        options.threads(),
        options.pending(),
        options.transactions(),
        options.stopTimeout());
  }

  private static String searcherGroup(Wiring wiring) {
    return wiring.groups().searcher() + "-shadow";
  }

  /** Returns the topic of its replies. */
  public String replies() {
    return topics.replies();
  }

  /** Returns the index of its model. */
  public MilvusIndexSearch index() {
    return index;
  }

  /**
   * Removes all that a shadow has made.
   *
   * @param wiring with {@link #settings}
   */
  public static void remove(Wiring wiring) throws InterruptedException {
    Topics own = topics(wiring);
    RoleGroups groups = wiring.groups();
    try (Admin admin = wiring.kafka().admin()) {
      new RebuildRemoval(admin)
          .remove(
              List.of(groups.sink(), groups.embedder(), groups.workers(), searcherGroup(wiring)),
              List.of(
                  own.descriptors(),
                  own.replies(),
                  own.imagesDeadLetters(),
                  own.queriesDeadLetters(),
                  own.descriptorsDeadLetters()),
              List.of(
                  groups.embedder() + "-", groups.connector() + "-", searcherGroup(wiring) + "-"));
      wiring.subjects().remove(own.descriptors());
      wiring.subjects().remove(own.replies());
    }
    wiring.admin().collections().stream()
        .filter(name -> name.index().equals(wiring.writtenIndex()))
        .forEach(wiring.admin()::drop);
  }

  @Override
  public void close() {
    parts.close();
  }
}
