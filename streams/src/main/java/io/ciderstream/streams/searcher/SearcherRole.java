package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.ModelFacts;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.ModelId;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.follow.ProgressSource;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.SchemaSubjects;
import io.ciderstream.streams.fetch.FetchOptions;
import io.ciderstream.streams.fetch.HttpPictureFetcher;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.pending.Release;
import io.ciderstream.streams.runtime.DeadLetters;
import io.ciderstream.streams.runtime.RoleMeter;
import io.ciderstream.streams.runtime.RoleObserver;
import io.ciderstream.streams.runtime.RoleStatus;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.StreamsRunner;
import io.ciderstream.streams.runtime.TopicCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The searcher: every record of the queries topic gets one terminal reply; after a crash perhaps
 * again, with the same reply id.
 */
public final class SearcherRole implements AutoCloseable {
  /** Prefix of an outcome in {@link RoleStatus#counts}, followed by the reply's status. */
  public static final String REPLIED = "replied.";

  /** Every outcome that a record may have. */
  public static final List<String> OUTCOMES =
      Arrays.stream(Status.values()).map(status -> REPLIED + status).toList();

  private final Topics topics;
  private final SearcherOptions searcher;
  private final AvroSerdes serdes;
  private final PictureFetcher fetcher;
  private final IndexCalls searches;
  private final PositionWatcher positions;
  private final Optional<IndexProgress> progress;
  private final StreamsRunner runner;

  /**
   * @param options how to run
   * @param searcher how to answer
   * @param fetch from where pictures may be fetched
   * @param embedder describes query pictures; the caller closes it, after this
   * @param index is searched; the caller closes it, after this
   * @param clock for deadlines, and times failures
   */
  public SearcherRole(
      StreamsOptions options,
      SearcherOptions searcher,
      FetchOptions fetch,
      ImageEmbedder embedder,
      DescriptorSearch index,
      Clock clock) {
    this(options, searcher, fetch, embedder, index, clock, RoleObserver.NONE);
  }

  /**
   * As above.
   *
   * @param observer told what the role does
   */
  public SearcherRole(
      StreamsOptions options,
      SearcherOptions searcher,
      FetchOptions fetch,
      ImageEmbedder embedder,
      DescriptorSearch index,
      Clock clock,
      RoleObserver observer) {
    this.topics = options.topics();
    this.searcher = searcher;
    serdes = new AvroSerdes(options.registryUrl());
    fetcher = new HttpPictureFetcher(fetch);
    searches = new IndexCalls(index, searcher.searchThreads());
    positions = new PositionWatcher(index::reached, searcher.freshnessPoll());
    progress =
        searcher
            .progress()
            .map(
                source ->
                    new IndexProgress(
                        ofModel(source, embedder.model()),
                        topics.descriptors(),
                        IndexProgress.consumers(options.bootstrap(), options.client()),
                        positions::said));
    RoleMeter meter = new RoleMeter(clock, observer);
    QueryWork work =
        new QueryWork(
            new QueryReader(serdes, topics.queries(), embedder.model().dimension()),
            new Answerer(embedder, searches, fetcher, searcher.freshnessPoll(), positions),
            new ReplyWriter(serdes, topics.queries(), embedder.model(), clock),
            new DeadLetters(topics.queries(), topics.queriesDeadLetters()),
            topics.replies(),
            searcher,
            clock,
            meter);
    runner =
        new StreamsRunner(
            options,
            topics.queries(),
            Release.WHEN_DONE,
            StreamsConfig.AT_LEAST_ONCE,
            work,
            meter,
            this::prepare);
  }

  /** What is said of another model's collection would not be true of this one's. */
  private static ProgressSource ofModel(ProgressSource source, ModelFacts model) {
    return source.of(new ModelId(model.name(), model.hash()).collection(source.collection()));
  }

  private void prepare(Admin admin) throws InterruptedException {
    List<String> needed = new ArrayList<>(searcher.replyTopics());
    needed.addAll(List.of(topics.queries(), topics.replies(), topics.queriesDeadLetters()));
    new TopicCheck(admin).partitions(needed);
    SchemaSubjects subjects = new SchemaSubjects(serdes);
    subjects.register(topics);
    searcher.replyTopics().forEach(topic -> subjects.register(topic, new Reply()));
  }

  /**
   * Waits for broker and registry, then starts; returns before the first query.
   *
   * @throws io.ciderstream.schemas.CiderException TOPIC_MISMATCH, SETTING_INVALID
   * @throws InterruptedException if interrupted while it waits
   */
  public void start() throws InterruptedException {
    runner.start();
  }

  /** What it does and did. */
  public RoleStatus status() {
    return runner.status();
  }

  /** Ends within some seconds; queries in work are worked on again after the next start. */
  @Override
  public void close() {
    runner.close();
    progress.ifPresent(IndexProgress::close);
    positions.close();
    searches.close();
    fetcher.close();
    serdes.close();
  }
}
