package io.ciderstream.cli.system;

import io.ciderstream.cli.metrics.MonitoringOptions;
import io.ciderstream.cli.metrics.TracingOptions;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.console.ConsoleOptions;
import io.ciderstream.console.api.RequestLimits;
import io.ciderstream.console.http.AccessOptions;
import io.ciderstream.console.live.ConsumerGroups;
import io.ciderstream.embedding.Cuda;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.Topics;
import io.ciderstream.streams.fetch.FetchBounds;
import io.ciderstream.streams.fetch.FetchOptions;
import io.ciderstream.streams.fetch.FetchTimes;
import io.ciderstream.streams.runtime.GroupProtocol;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.streams.searcher.SearcherOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The modules' options records, from the settings. */
public final class Options {
  private static final int CUDA_BATCH = 32;

  private final Settings settings;

  Options(Settings settings) {
    this.settings = settings;
  }

  /** How pictures are described. */
  public EmbeddingOptions embedding(Path model) {
    Cuda cuda =
        switch (settings.text("embedding.cuda")) {
          case "if-present" -> Cuda.IF_PRESENT;
          case "required" -> Cuda.REQUIRED;
          default -> Cuda.OFF;
        };
    int cores = Runtime.getRuntime().availableProcessors();
    return new EmbeddingOptions(
        model,
        cuda,
        orElse("embedding.sessions", cuda == Cuda.OFF ? cores : 1),
        settings.number("embedding.threads.per.session"),
        orElse("embedding.decode.threads", cores),
        orElse("embedding.batch.size", cuda == Cuda.OFF ? 1 : CUDA_BATCH),
        settings.millis("embedding.batch.age.ms"),
        settings.big("embedding.max.bytes"),
        settings.big("embedding.max.pixels"),
        settings.millis("embedding.decode.timeout.ms"),
        settings.big("embedding.decode.memory.bytes"));
  }

  private int orElse(String name, int automatic) {
    int value = settings.number(name);
    return value == 0 ? automatic : value;
  }

  /** Where the index is. */
  public IndexOptions index() {
    return IndexSettings.from(settings.values());
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The topics as they are made. */
  public TopicSetup topics() {
    return new TopicSetup(
        Topics.withPrefix(settings.text("topics.prefix")),
        filled(settings.text("progress.topic")),
        settings.number("topics.partitions"),
        (short) settings.number("topics.replication.factor"),
        settings.number("topics.max.record.bytes"));
  }

  /** How the embedder runs. */
  public StreamsOptions embedder(Map<String, Object> client) {
    return streams(groups().embedder(), "embedder.commit.interval.ms", client);
  }

  /** How the searcher runs. */
  public StreamsOptions searcher(Map<String, Object> client) {
    return streams(groups().searcher(), "searcher.commit.interval.ms", client);
  }

  private Groups groups() {
    return Groups.withPrefix(settings.text("topics.prefix"));
  }

  private StreamsOptions streams(
      String applicationId, String commitInterval, Map<String, Object> client) {
    Map<String, String> extra = new HashMap<>();
    client.forEach((name, value) -> extra.put(name, value.toString()));
    extra.remove("bootstrap.servers");
    Duration commit = settings.millis(commitInterval);
    return new StreamsOptions(
        settings.text("kafka.bootstrap"),
        settings.text("registry.url"),
        applicationId,
        Topics.withPrefix(settings.text("topics.prefix")),
        settings.path("data.dir").resolve("streams"),
        settings.number("streams.threads"),
        settings.number("streams.pending.records"),
        settings.big("streams.pending.bytes"),
        settings.number("topics.max.record.bytes"),
        commit,
        settings.millis("streams.transaction.timeout.ms"),
        settings.millis("streams.session.timeout.ms"),
        // the rest of the time is for the model, the index and what else stops after the role
        settings.millis("stop.timeout.ms").multipliedBy(3).dividedBy(4),
        settings.number("streams.replication.factor"),
        GroupProtocol.valueOf(settings.text("streams.group.protocol").toUpperCase(Locale.ROOT)),
        extra);
  }

  /** How this process is watched. */
  public MonitoringOptions monitoring() {
    String port = settings.text("metrics.port");
    return new MonitoringOptions(
        settings.text("metrics.host"),
        port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
        settings.millis("metrics.poll.ms"),
        settings.millis("metrics.stalled.ms"),
        Topics.withPrefix(settings.text("topics.prefix")).all(),
        new TracingOptions(
            settings.text("otel.exporter").equals("otlp"),
            settings.text("otel.endpoint"),
            settings.ratio("otel.sample.ratio")));
  }

  /** Until a role that is told to stop has ended. */
  public Duration stopTimeout() {
    return settings.millis("stop.timeout.ms");
  }

  /** How queries are answered. */
  public SearcherOptions answers() {
    return new SearcherOptions(
        Set.copyOf(settings.list("searcher.reply.topics")),
        settings.millis("searcher.budget.ms"),
        settings.millis("searcher.freshness.poll.ms"),
        settings.number("searcher.threads"),
        progress());
  }

  private Optional<ProgressSource> progress() {
    return filled(settings.text("progress.topic"))
        .map(topic -> new ProgressSource(topic, settings.text("index.name")));
  }

  /** From where pictures may be fetched. */
  public FetchOptions fetch() {
    return new FetchOptions(
        Set.copyOf(settings.list("fetch.allowed.hosts")),
        new FetchBounds(
            settings.number("fetch.concurrent"),
            settings.number("fetch.concurrent.per.host"),
            Math.toIntExact(settings.big("embedding.max.bytes")),
            settings.big("fetch.bytes")),
        new FetchTimes(
            settings.millis("fetch.connect.timeout.ms"),
            settings.millis("fetch.timeout.ms"),
            settings.millis("fetch.total.timeout.ms"),
            settings.millis("fetch.retry.ms")));
  }

  /** How the console runs. */
  ConsoleOptions console() {
    Groups groups = groups();
    return new ConsoleOptions(
        settings.number("console.port"),
        new AccessOptions(
            settings.text("console.host"),
            filled(settings.secret("console.token")),
            settings.flag("console.anonymous"),
            Set.copyOf(settings.list("console.allowed.hosts")),
            settings.number("console.rate.per.second"),
            settings.number("console.rate.burst")),
        Topics.withPrefix(settings.text("topics.prefix")),
        new ConsumerGroups(groups.embedder(), groups.sink(), groups.searcher()),
        progress(),
        new RequestLimits(
            Math.toIntExact(settings.big("embedding.max.bytes")),
            settings.millis("console.body.timeout.ms"),
            settings.millis("console.reply.timeout.ms"),
            settings.millis("console.indexed.timeout.ms")),
        settings.big("console.cache.bytes"));
  }
}
