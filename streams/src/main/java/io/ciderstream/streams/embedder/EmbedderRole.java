package io.ciderstream.streams.embedder;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.SchemaSubjects;
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
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.ReleaseOrder;
import io.ciderstream.streams.reuse.PictureEmbeddings;
import io.ciderstream.streams.reuse.ReuseCounts;
import io.ciderstream.streams.runtime.ChangelogTopic;
import io.ciderstream.streams.runtime.DeadLetterWait;
import io.ciderstream.streams.runtime.RoleMeter;
import io.ciderstream.streams.runtime.RoleObserver;
import io.ciderstream.streams.runtime.RoleStatus;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.StreamsRunner;
import io.ciderstream.streams.runtime.TopicCheck;
import io.ciderstream.streams.transactions.HangingTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The embedder: every record of the images topic becomes exactly one record of the descriptors or
 * the dead-letter topic, in order per key. A dead letter also has a tombstone of a reserved id
 * among the descriptors, which moves the index position past it.
 */
public final class EmbedderRole implements AutoCloseable {
  /** Outcome in {@link RoleStatus#counts}: a descriptor was written. */
  public static final String EMBEDDED = "embedded";

  /** Outcome: a tombstone was written. */
  public static final String DELETED = "deleted";

  /** Outcome: the image does not belong to the share that is embedded. */
  public static final String SKIPPED = "skipped";

  /** Prefix of an outcome, followed by the error code: a dead letter was written. */
  public static final String DEAD_LETTERED = "dead-lettered.";

  /** Every outcome that a record may have. */
  public static final List<String> OUTCOMES =
      Stream.concat(
              Stream.of(EMBEDDED, DELETED, SKIPPED),
              Arrays.stream(ErrorCode.values())
                  .filter(code -> code.kind() == ErrorKind.INPUT || code.kind() == ErrorKind.RECORD)
                  .map(code -> DEAD_LETTERED + code))
          .toList();

  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(30);

  private static final String COMMITTED_OFFSETS = "__consumer_offsets";

  /** The broker looks for transactions to abort every 10 s; their timeout has the same default. */
  private static final int PATIENCE = 3;

  private final Topics topics;
  private final AvroSerdes serdes;
  private final PictureFetcher fetcher;
  private final KafkaOutputTopics outputs;
  private final MisplacedRecords misplaced;
  private final PictureEmbeddings embeddings;
  private final HangingTransactions hanging;
  private final String group;
  private final String modelHash;
  private final TopicModelCheck models;
  private final StreamsRunner runner;

  /**
   * Creates an embedder role.
   *
   * @param options how to run
   * @param fetch from where pictures may be fetched
   * @param embedder creates the descriptors; the caller closes it, after this
   * @param clock times failures
   */
  public EmbedderRole(
      StreamsOptions options, FetchOptions fetch, ImageEmbedder embedder, Clock clock) {
    this(options, EmbedderOptions.DEFAULT, fetch, embedder, clock, RoleObserver.NONE);
  }

  /**
   * Creates the role with an observer.
   *
   * @param contents what descriptors contain, and what is kept to use again
   * @param observer is notified of what the role does
   */
  public EmbedderRole(
      StreamsOptions options,
      EmbedderOptions contents,
      FetchOptions fetch,
      ImageEmbedder embedder,
      Clock clock,
      RoleObserver observer) {
    topics = options.kafka().topics();
    serdes = new AvroSerdes(options.kafka().registry());
    fetcher = new HttpPictureFetcher(fetch);
    misplaced = new MisplacedRecords(topics.images(), observer, System::nanoTime);
    RoleMeter meter = new RoleMeter(clock, observer);
    outputs =
        new KafkaOutputTopics(
            topics.all(), options.maxRequestBytes(), options.kafka().maxRecordBytes());
    embeddings = PictureEmbeddings.open(embedder, contents.reuse());
    group = options.group().applicationId();
    modelHash = embedder.model().hash();
    models = TopicModelCheck.of(options.kafka(), serdes);
    hanging =
        new HangingTransactions(
            options.transactions().timeout().multipliedBy(PATIENCE), System::nanoTime);
    RefusedOutputs refused = new RefusedOutputs();
    DeadLetters deadLetters =
        new DeadLetters(topics.images(), topics.imagesDeadLetters(), outputs, clock);
    ImageWork work =
        new ImageWork(
            new ImageReader(serdes, fetcher, topics.images()),
            embeddings,
            new ImageOutputs(serdes, topics.descriptors(), outputs, clock, contents),
            new DeadLetterWait(deadLetters, meter),
            refused,
            new FailureJudge(
                FailureJudge.MAX_TRIES,
                new ImageControls(
                        new SharedControl(
                            new EmbeddingControl(embedder, Priority.INGEST, CONTROL_TIMEOUT)),
                        new SharedControl(serdes::registryAnswers),
                        fetcher)
                    ::of),
            meter);
    runner =
        new StreamsRunner(
            options,
            new StreamsRunner.Input(topics.images(), deadLetters),
            ReleaseOrder.IN_ORDER,
            StreamsConfig.EXACTLY_ONCE_V2,
            (record, bytes) -> {
              misplaced.check(record);
              return isSkipped(record, contents)
                  ? new Outcome(SKIPPED, List.of())
                  : work.process(record, bytes);
            },
            meter,
            new StreamsRunner.Preflight(
                this::prepare,
                new ProductionFailures(outputs, Set.of(), refused, meter::failed).settings()));
  }

  private static boolean isSkipped(InputRecord record, EmbedderOptions contents) {
    try {
      return !contents.includes(ImageId.of(record.key()));
    } catch (CiderException e) {
      return false; // a bad key becomes a dead letter
    }
  }

  private void prepare(Admin admin) throws InterruptedException {
    misplaced.partitions(
        new TopicCheck(admin).requireSamePartitions(topics.images(), topics.descriptors()));
    outputs.watch(admin);
    OutputCheck check = new OutputCheck(outputs);
    check.requireWritable(topics.descriptors());
    check.requireWritable(topics.imagesDeadLetters());
    check.requireUncompacted(topics.imagesDeadLetters());
    check.requireRoomFor(topics.images(), topics.imagesDeadLetters());
    hanging.watch(
        admin,
        List.of(
            topics.descriptors(),
            topics.imagesDeadLetters(),
            ChangelogTopic.name(group),
            COMMITTED_OFFSETS),
        group + "-");
    new SchemaSubjects(serdes).register(topics);
    models.require(topics.descriptors(), modelHash);
  }

  /**
   * Waits for broker and registry, then starts; returns before the first record.
   *
   * @throws io.ciderstream.schemas.CiderException TOPIC_MISMATCH, SETTING_INVALID
   * @throws InterruptedException if interrupted while it waits
   */
  public void start() throws InterruptedException {
    runner.start();
  }

  /** Returns the role's status. */
  public RoleStatus status() {
    return runner.status();
  }

  /** Returns how many pictures were spared, and what is kept to spare more. */
  public ReuseCounts reuse() {
    return embeddings.counts();
  }

  /** Ends within some seconds; records in work are worked on again after the next start. */
  @Override
  public void close() {
    outputs.close();
    hanging.close();
    runner.close();
    embeddings.close();
    fetcher.close();
    serdes.close();
  }
}
