package io.ciderstream.trials.faults;

import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.faults.judge.AcknowledgedRecords;
import io.ciderstream.trials.faults.judge.DeadLetterLog;
import io.ciderstream.trials.faults.judge.IndexJudge;
import io.ciderstream.trials.faults.judge.RepeatedEnds;
import io.ciderstream.trials.faults.judge.ReplyLog;
import io.ciderstream.trials.faults.judge.TrialJudgement;
import io.ciderstream.trials.faults.load.LoadMix;
import io.ciderstream.trials.faults.load.PictureLoad;
import io.ciderstream.trials.faults.load.QueryLoad;
import io.ciderstream.trials.faults.load.RecordedProducer;
import io.ciderstream.trials.faults.load.TrialPictures;
import io.ciderstream.trials.faults.system.BoundedWait;
import io.ciderstream.trials.faults.system.TrialLayout;
import io.ciderstream.trials.faults.system.TrialLogs;
import io.ciderstream.trials.faults.system.TrialSkippedException;
import io.ciderstream.trials.faults.system.TrialSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs trials one after another. Those with the same layout share a system, as long as it is left
 * whole. One thread.
 */
public final class FaultRun implements AutoCloseable {
  /** What a busy machine of two cores works off while it starts roles again. */
  private static final double QUICK_LOAD = 0.4;

  private static final Duration REPLIES_LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final Path logs;
  private final BenchmarkedSystem composer;
  private final IndexJudge judge;
  private final TrialOptions options;
  private final Consumer<String> log;
  private final TrialPictures pictures = new TrialPictures();
  private TrialSystem system;
  private TrialJudgement before = TrialJudgement.EMPTY;
  private int systems;

  /**
   * Starts nothing yet.
   *
   * @param folder for systems
   * @param logs receives the logs of a system in which a trial failed, by the name of the trial
   * @param composer composes the settings of roles
   * @param log receives each step
   */
  public FaultRun(
      Path folder,
      Path logs,
      BenchmarkedSystem composer,
      IndexJudge judge,
      TrialOptions options,
      Consumer<String> log) {
    this.folder = folder;
    this.logs = logs;
    this.composer = composer;
    this.judge = judge;
    this.options = options;
    this.log = log;
  }

  /** Runs a trial. */
  public TrialResult run(FaultTrial trial) throws InterruptedException {
    long start = System.nanoTime();
    try {
      prepare(trial.layout());
      TrialResult result = measure(trial, start);
      before = before.plus(result.ends());
      if (!result.faults().isEmpty()) {
        giveUp(trial);
      }
      return result;
    } catch (TrialSkippedException e) {
      close();
      return TrialResult.skipped(trial.name(), now(), e.getMessage());
    } catch (RuntimeException e) {
      giveUp(trial);
      return TrialResult.failed(trial.name(), now(), seconds(start), e.toString());
    }
  }

  /** Keeps the logs of a system that is not whole, and ends it. */
  private void giveUp(FaultTrial trial) {
    if (system != null) {
      Path kept = logs.resolve(trial.name() + "-logs");
      TrialLogs.copy(system.folder(), kept);
      log.accept("the logs are in " + kept);
    }
    close();
  }

  private void prepare(TrialLayout layout) throws InterruptedException {
    if (system != null && system.layout().equals(layout)) {
      return;
    }
    close();
    log.accept("starting brokers, registry, Milvus and roles");
    system = TrialSystem.start(folder.resolve("system-" + systems++), composer, layout);
    system.startRoles(System.getProperty("java.class.path"));
    system.awaitRoles();
    before = TrialJudgement.EMPTY;
  }

  private TrialResult measure(FaultTrial trial, long start) throws InterruptedException {
    Set<String> queries = new HashSet<>();
    LoadMix mix = options.quick() ? trial.mix().reduced(QUICK_LOAD) : trial.mix();
    Map<Integer, Long> begin = AcknowledgedRecords.ends(system.kafka());
    double recovered;
    try (RecordedProducer producer = new RecordedProducer(system.kafka())) {
      try (QueryLoad asking =
          QueryLoad.start(system.kafka(), trial.name(), mix, trial.replyTopic(), pictures)) {
        FaultContext context =
            new FaultContext(
                trial.name(),
                system,
                new FaultContext.Sending(producer, asking),
                pictures,
                judge,
                options,
                log);
        try (PictureLoad load = PictureLoad.start(trial.name(), mix, producer, pictures)) {
          context.awaitDescriptors(5);
          log.accept("load flows; the fault begins");
          trial.action().run(context);
          log.accept("the fault is over");
        }
        recovered = new Recovery(context).await();
        asking.close();
        queries.addAll(asking.acknowledged());
      }
      log.accept("judging");
      TrialResult.Queries replies = replies(trial, queries);
      TrialJudgement ends = ends();
      return new TrialResult(
          trial.name(),
          options.quick(),
          now(),
          seconds(start),
          producer.acknowledged().size(),
          AcknowledgedRecords.compare(system.kafka(), begin, producer.acknowledged()),
          ends.since(before),
          replies,
          recovered,
          "",
          producer.failed() == 0 ? "" : producer.failed() + " records were not acknowledged");
    }
  }

  private TrialResult.Queries replies(FaultTrial trial, Set<String> queries) {
    Set<String> topics = new HashSet<>(Set.of(Topics.DEFAULT.replies()));
    ReplyLog[] last = new ReplyLog[1];
    boolean all =
        BoundedWait.holds(
            () -> {
              last[0] = ReplyLog.read(system.kafka(), queries, replyTopics(trial, topics));
              return last[0].unanswered() == 0;
            },
            REPLIES_LIMIT);
    if (!all) {
      log.accept("some queries have no reply: " + last[0].unansweredSome());
    }
    return new TrialResult.Queries(
        queries.size(),
        last[0].unanswered(),
        last[0].ambiguous(),
        last[0].repeated(),
        last[0].statuses());
  }

  /** Returns the topics that exist now. */
  private Set<String> replyTopics(FaultTrial trial, Set<String> topics) {
    Set<String> all = new HashSet<>(topics);
    trial.replyTopic().filter(topic -> exists(topic)).ifPresent(all::add);
    return all;
  }

  private boolean exists(String topic) {
    try (var admin = system.kafka().admin()) {
      return admin.listTopics().names().get().contains(topic);
    } catch (Exception e) {
      throw new IllegalStateException("The topics cannot be listed.", e);
    }
  }

  private TrialJudgement ends() {
    TrialJudgement ends =
        judge
            .judge(system)
            .withDuplicates(RepeatedEnds.count(system.kafka()))
            .with(DeadLetterLog.wrong(system.kafka()));
    if (!ends.isClean()) {
      log.accept("the index differs from the log: " + ends.differences());
    }
    return ends;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String now() {
    return InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void close() {
    if (system != null) {
      system.close();
      system = null;
    }
  }
}
