package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.console.ConsoleOptions;
import io.ciderstream.console.live.ConsumerGroups;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.MonitoringOptions;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.schemas.settings.KafkaOptions;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.ciderstream.streams.embedder.EmbedderOptions;
import io.ciderstream.streams.embedder.EmbedderSettings;
import io.ciderstream.streams.fetch.FetchOptions;
import io.ciderstream.streams.fetch.FetchSettings;
import io.ciderstream.streams.runtime.KafkaAccess;
import io.ciderstream.streams.runtime.RoleSettings;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.streams.searcher.SearcherOptions;
import io.ciderstream.streams.searcher.SearcherSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The modules' options records, from the settings. */
public final class Options {
  private final Settings settings;

  Options(Settings settings) {
    this.settings = settings;
  }

  /** Returns how pictures are embedded. */
  public EmbeddingOptions embedding(Path model) {
    return EmbeddingOptions.from(
        settings.values(), model, localiser(), Runtime.getRuntime().availableProcessors());
  }

  private Optional<Path> localiser() {
    return settings.text(EmbeddingSettings.LOCALISER_FILE).isEmpty()
        ? Optional.empty()
        : Optional.of(settings.path(EmbeddingSettings.LOCALISER_FILE));
  }

  /** Returns where the index is. */
  public IndexOptions index() {
    return IndexSettings.from(settings.values());
  }

  /** Returns how to reach the schema registry. */
  RegistryOptions registry() {
    return kafka().registry();
  }

  /** Returns the name of the index that the sink writes. */
  String writtenIndex() {
    return settings
        .values()
        .filled(ConnectSettings.INDEX)
        .orElseGet(() -> settings.values().get(IndexSettings.NAME));
  }

  private KafkaOptions kafka() {
    return KafkaSettings.from(settings.values());
  }

  /** Returns the topics as they are created. */
  public TopicSetup topics() {
    KafkaOptions kafka = kafka();
    return new TopicSetup(
        kafka.topics(),
        kafka.progressTopic(),
        kafka.newTopics().partitions(),
        kafka.newTopics().replicationFactor(),
        kafka.newTopics().maxRecordBytes());
  }

  /** Returns how the embedder runs. */
  public StreamsOptions embedder(Map<String, Object> client) {
    return RoleSettings.embedder(settings.values(), groups().embedder(), surroundings(client));
  }

  /** Returns what descriptors contain, and what is kept to use again. */
  public EmbedderOptions descriptors() {
    Path reuse =
        settings.text(EmbedderSettings.REUSE_DIR).isEmpty()
            ? settings.path(SystemSettings.DATA_DIR).resolve("embeddings")
            : settings.path(EmbedderSettings.REUSE_DIR);
    return EmbedderSettings.from(settings.values(), reuse);
  }

  /** Returns how the searcher runs. */
  public StreamsOptions searcher(Map<String, Object> client) {
    return RoleSettings.searcher(settings.values(), groups().searcher(), surroundings(client));
  }

  private RoleGroups groups() {
    return RoleGroups.of(settings.values());
  }

  private RoleSettings.Surroundings surroundings(Map<String, Object> client) {
    Map<String, String> extra = new HashMap<>();
    client.forEach((name, value) -> extra.put(name, value.toString()));
    extra.remove("bootstrap.servers");
    KafkaOptions kafka = kafka();
    return new RoleSettings.Surroundings(
        new KafkaAccess(
            kafka.bootstrap(),
            kafka.registry(),
            kafka.topics(),
            kafka.newTopics().maxRecordBytes(),
            extra),
        settings.path(SystemSettings.DATA_DIR.name()).resolve("streams"),
        // the rest of the time is for the model, the index and what else stops after the role
        stopTimeout().multipliedBy(3).dividedBy(4));
  }

  /** Returns how this process is monitored. */
  public MonitoringOptions monitoring() {
    return MonitoringSettings.from(settings.values(), kafka().topics().all());
  }

  /** Returns how long a role may take to stop. */
  public Duration stopTimeout() {
    return settings.values().millis(SystemSettings.STOP_TIMEOUT);
  }

  /** Returns how queries are answered. */
  public SearcherOptions answers() {
    return SearcherSettings.from(settings.values(), progress());
  }

  private Optional<ProgressSource> progress() {
    return kafka().progressTopic().map(topic -> new ProgressSource(topic, writtenIndex()));
  }

  private int maxPictureBytes() {
    return Math.toIntExact(settings.values().get(EmbeddingSettings.MAX_BYTES));
  }

  /** Returns from where pictures may be fetched. */
  public FetchOptions fetch() {
    return FetchSettings.from(settings.values(), maxPictureBytes());
  }

  /** Returns how the console runs. */
  public ConsoleOptions console() {
    RoleGroups groups = groups();
    return ConsoleOptions.from(
        settings.values(),
        new ConsoleOptions.ShownSystem(
            kafka().topics(),
            new ConsumerGroups(groups.embedder(), groups.sink(), groups.searcher()),
            progress()),
        maxPictureBytes(),
        Catalogue.REMEDIES);
  }
}
