package io.ciderstream.streams.searcher;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.ModelId;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.SchemaSubjects;
import io.ciderstream.streams.failure.Control;
import io.ciderstream.streams.failure.EmbeddingControl;
import io.ciderstream.streams.failure.FailureJudge;
import io.ciderstream.streams.failure.SharedControl;
import io.ciderstream.streams.fetch.FetchOptions;
import io.ciderstream.streams.fetch.HttpPictureFetcher;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.output.KafkaOutputTopics;
import io.ciderstream.streams.output.OutputCheck;
import io.ciderstream.streams.output.ProductionFailures;
import io.ciderstream.streams.output.RefusedOutputs;
import io.ciderstream.streams.pending.ReleaseOrder;
import io.ciderstream.streams.recall.RecallEstimate;
import io.ciderstream.streams.runtime.RoleMeter;
import io.ciderstream.streams.runtime.RoleObserver;
import io.ciderstream.streams.runtime.RoleStatus;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.StreamsRunner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The searcher: every record of the queries topic gets one terminal reply; after a crash perhaps
 * again, with the same reply id.
 */
public final class SearcherRole implements AutoCloseable {
  /** Prefix of an outcome in {@link RoleStatus#counts}, followed by the reply's status. */
  public static final String REPLIED = "replied.";

  /** Prefix of an outcome, followed by the error code: no reply could be written. */
  public static final String DEAD_LETTERED = "dead-lettered.";

  /** Every outcome that a record may have. */
  public static final List<String> OUTCOMES =
      Stream.concat(
              Arrays.stream(Status.values()).map(status -> REPLIED + status),
              Stream.of(
                      ErrorCode.REPLY_TOO_LARGE, ErrorCode.TOPIC_UNAVAILABLE, ErrorCode.UNEXPECTED)
                  .map(code -> DEAD_LETTERED + code))
          .toList();

  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(2);

  private final Topics topics;
  private final SearcherOptions searcher;
  private final AvroSerdes serdes;
  private final PictureFetcher fetcher;
  private final KafkaOutputTopics outputs;
  private final SelfMeasurement checks;
  private final VerificationStage verification;
  private final Servings servings;
  private final StreamsRunner runner;

  /**
   * Creates a searcher role.
   *
   * @param options how to run
   * @param searcher how to answer
   * @param fetch from where pictures may be fetched
   * @param embedder embeds query pictures; the caller closes it, after this
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
    this(options, searcher, fetch, SearchTargets.only(embedder, index), clock, RoleObserver.NONE);
  }

  /**
   * Creates the role with an observer.
   *
   * @param targets what queries are answered with; the caller closes them, after this
   * @param observer is notified of what the role does
   */
  public SearcherRole(
      StreamsOptions options,
      SearcherOptions searcher,
      FetchOptions fetch,
      SearchTargets targets,
      Clock clock,
      RoleObserver observer) {
    this.topics = options.kafka().topics();
    this.searcher = searcher;
    serdes = new AvroSerdes(options.kafka().registry());
    fetcher = new HttpPictureFetcher(fetch);
    checks = new SelfMeasurement(searcher.checks(), observer);
    RoleMeter meter = new RoleMeter(clock, observer);
    verification = new VerificationStage(searcher.verification(), meter);
    List<String> watched = new ArrayList<>(topics.all());
    watched.addAll(searcher.replyTopics());
    outputs =
        new KafkaOutputTopics(watched, options.maxRequestBytes(), options.kafka().maxRecordBytes());
    DeadLetters deadLetters =
        new DeadLetters(topics.queries(), topics.queriesDeadLetters(), outputs, clock);
    ImageEmbedder embedder = targets.first();
    servings =
        new Servings(targets, target -> serving(target, target.embedder() == embedder, options));
    QueryWork work =
        new QueryWork(
            new QueryReader(serdes, topics.queries()),
            servings,
            new QueryOutcomes(
                new ReplyWriter(serdes, topics.queries(), embedder.model(), clock),
                deadLetters,
                outputs,
                meter),
            new ReplyTopics(topics.replies(), searcher.replyTopics(), outputs),
            new FailureJudge(QueryWork.MAX_TRIES, control(embedder)),
            () -> Limits.startingNow(clock, searcher.budget()),
            meter);
    runner =
        new StreamsRunner(
            options,
            new StreamsRunner.Input(topics.queries(), deadLetters),
            ReleaseOrder.WHEN_DONE,
            StreamsConfig.AT_LEAST_ONCE,
            work,
            meter,
            new StreamsRunner.Preflight(
                this::prepare,
                new ProductionFailures(outputs, replies(), new RefusedOutputs(), meter::failed)
                    .settings()));
  }

  /**
   * Returns the controls: an unexpected failure is the query's own if a test picture is embedded.
   */
  private static Function<Optional<CiderException>, Control> control(ImageEmbedder embedder) {
    Control embedding =
        new SharedControl(new EmbeddingControl(embedder, Priority.QUERY, CONTROL_TIMEOUT));
    return failure -> failure.isPresent() ? Control.NEVER : embedding;
  }

  private Set<String> replies() {
    Set<String> replies = new HashSet<>(searcher.replyTopics());
    replies.add(topics.replies());
    return replies;
  }

  /**
   * Returns what answers with a target.
   *
   * @param standard whether vectors without a model are of this target's model
   */
  private Serving serving(SearchTarget target, boolean standard, StreamsOptions options) {
    ModelInfo model = target.embedder().model();
    IndexCalls calls = new IndexCalls(checks.ofQueries(target), searcher.searchThreads());
    PositionWatcher positions =
        new PositionWatcher(target.index()::reached, searcher.freshnessPoll());
    Optional<IndexProgress> progress =
        searcher
            .progress()
            .map(
                source ->
                    new IndexProgress(
                        reported(source, target),
                        topics.descriptors(),
                        IndexProgress.consumers(
                            options.kafka().bootstrap(), options.kafka().client()),
                        positions::report));
    QuestionAnswerer answerer =
        new QuestionAnswerer(
            target.embedder(),
            calls,
            fetcher,
            searcher.freshnessPoll(),
            positions,
            () -> outputs.facts(topics.images()).partitions(),
            verification);
    return new Serving(target.index(), model, standard, answerer, calls, positions, progress);
  }

  /**
   * Returns the source for one collection: the position of another one does not hold for it, even
   * if it is of the same model.
   */
  private static ProgressSource reported(ProgressSource source, SearchTarget target) {
    ModelInfo model = target.embedder().model();
    return target
        .collection()
        .map(
            name ->
                new ProgressSource(source.topic(), name.index(), Optional.of(name.collection())))
        .orElseGet(
            () ->
                source.of(new ModelId(model.name(), model.hash()).collection(source.collection())));
  }

  private void prepare(Admin admin) throws InterruptedException {
    outputs.watch(admin);
    OutputCheck check = new OutputCheck(outputs);
    check.requireExists(topics.queries());
    for (String topic : replies()) {
      check.requireWritable(topic);
      check.requireUncompacted(topic);
    }
    check.requireWritable(topics.queriesDeadLetters());
    check.requireUncompacted(topics.queriesDeadLetters());
    check.requireRoomFor(topics.queries(), topics.queriesDeadLetters());
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
    // one instance has the first partition of queries
    checks.start(
        runner.options().kafka(),
        new CurrentIndex(servings),
        servings::await,
        () -> runner.works(0));
  }

  /**
   * Returns the seconds since the latest canary that was found was sent; empty while this instance
   * sends none.
   */
  public OptionalDouble canaryAge() {
    return checks.canaryAge();
  }

  /** Returns the recall of the latest audited searches; empty before the first. */
  public Optional<RecallEstimate> recall() {
    return checks.recall();
  }

  /** Returns the role's status. */
  public RoleStatus status() {
    return runner.status();
  }

  /** Ends within some seconds; queries in work are worked on again after the next start. */
  @Override
  public void close() {
    checks.close();
    outputs.close();
    runner.close();
    servings.close();
    verification.close();
    fetcher.close();
    serdes.close();
  }
}
