package io.ciderstream.cli.sink;

import io.ciderstream.cli.client.KafkaClients;
import io.ciderstream.cli.system.LargePolls;
import io.ciderstream.connectors.telemetry.SinkMetric;
import io.ciderstream.connectors.telemetry.TaskMetrics;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.trials.baseline.BareUpserts;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javax.management.JMException;

/**
 * The rate of the sink on a Connect worker beside the rate of a loop of upserts with the SDK, over
 * the same rows. The two are measured in turn, round after round, so that a machine that is slow
 * for a while slows both, and each on a new server that has come to rest: what a server still does
 * with the rows of the measurement before would halve or double single figures.
 */
public final class SinkBench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long CALM_NANOS = 1_000_000_000;
  private static final double CALM_CORES = 0.3;
  private static final long LOOK_NANOS = 5_000_000;
  private static final int BATCH_ROWS = 128;
  private static final int BATCH_BYTES = 32 << 20;
  private static final String NAME = "bench";
  private static final ModelId MODEL = new ModelId("trial", TrialTopic.HASH);

  private final Trial trial;
  private final TrialMilvus.Kind kind;
  private final TrialRecords records;
  private final Path folder;
  private final Consumer<String> said;
  private int servers;

  /**
   * Rates of one dimension, medians.
   *
   * @param sink rows a second
   * @param bare rows a second
   * @param ratio sink by bare, of the two in one round
   */
  public record Figures(double sink, double bare, double ratio) {}

  /**
   * @param trial of the kind {@link Trial#rows}
   * @param kind of the servers
   * @param records what the sink takes the trial's records for
   * @param folder for the servers
   * @param said told each figure
   */
  public SinkBench(
      Trial trial,
      TrialMilvus.Kind kind,
      TrialRecords records,
      Path folder,
      Consumer<String> said) {
    this.trial = trial;
    this.kind = kind;
    this.records = records;
    this.folder = folder;
    this.said = said;
  }

  /** Measures so many rounds, after one that warms up. */
  public Figures run(int rounds) {
    List<Double> sinks = new ArrayList<>();
    List<Double> bares = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (KafkaBroker broker =
            KafkaBroker.start(folder.resolve("kafka-" + trial.dimension()), 0, Map.of());
        TrialTopic topic =
            new TrialTopic(
                "bench", trial, new KafkaClients(Map.of("bootstrap.servers", broker.address())))) {
      topic.write(0, trial.updates());
      for (int round = 0; round <= rounds; round++) {
        String connector = "bench-%d-%d".formatted(trial.dimension(), round);
        double sink = onNewServer(milvus -> sink(broker, milvus, connector));
        double bare = onNewServer(this::bare);
        said.accept(
            "dimension %d, %s: sink %.0f rows/s, bare %.0f rows/s, %.0f%%"
                .formatted(
                    trial.dimension(),
                    round == 0 ? "warming up" : "round %d of %d".formatted(round, rounds),
                    sink,
                    bare,
                    100 * sink / bare));
        if (round > 0) {
          sinks.add(sink);
          bares.add(bare);
          ratios.add(sink / bare);
        }
      }
    }
    return new Figures(median(sinks), median(bares), median(ratios));
  }

  private double onNewServer(ToDoubleFunction<TrialMilvus> measurement) {
    Path data = folder.resolve("milvus-%d-%d".formatted(trial.dimension(), servers++));
    try (TrialMilvus milvus = TrialMilvus.start(kind, data)) {
      awaitCalm(milvus);
      return measurement.applyAsDouble(milvus);
    }
  }

  private double bare(TrialMilvus milvus) {
    try (BareUpserts bare = new BareUpserts(options(milvus))) {
      bare.prepare(row(0));
      return trial.updates() / bare.run((int) trial.updates(), this::row);
    }
  }

  /** Until a server that has just started is done with that. */
  private static void awaitCalm(TrialMilvus milvus) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    double cores;
    do {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Milvus does not come to rest.");
      }
      long start = System.nanoTime();
      Duration before = milvus.processorTime();
      LockSupport.parkNanos(CALM_NANOS);
      long used = milvus.processorTime().minus(before).toNanos();
      cores = (double) used / (System.nanoTime() - start);
    } while (cores >= CALM_CORES);
  }

  private double sink(KafkaBroker broker, TrialMilvus milvus, String connector) {
    Map<String, String> settings = new HashMap<>(records.settings(NAME, "HNSW"));
    settings.putAll(LargePolls.SETTINGS);
    settings.putAll(
        Map.of(
            "index.uri", uri(milvus),
            "index.batch.rows", Integer.toString(BATCH_ROWS),
            "index.batch.bytes", Integer.toString(BATCH_BYTES),
            "takeover.wait.ms", "0")); // nobody else ever wrote there
    try (SinkWorkers workers = new SinkWorkers(broker.address(), connector, "bench", settings)) {
      workers.add();
      workers.tasks(1);
      // starting and making the collection is not what is measured
      double first = awaitRecords(connector, 1);
      long start = System.nanoTime();
      double last = awaitRecords(connector, trial.updates());
      return (last - first) / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Looks every few milliseconds, so as not to take the core that the sink works on. */
  private static double awaitRecords(String connector, long count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    double seen = records(connector);
    while (seen < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The sink wrote %.0f of %d rows.".formatted(seen, count));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      seen = records(connector);
    }
    return seen;
  }

  private static double records(String connector) {
    try {
      Object value =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(TaskMetrics.objectName(connector, "0"), SinkMetric.RECORDS.attribute());
      return ((Number) value).doubleValue();
    } catch (JMException e) {
      return 0; // the task has not started yet
    }
  }

  private Row row(int number) {
    Trial.Update update = trial.update(number);
    return new Row(
        update.key(),
        update.vector(),
        Map.of(),
        OptionalLong.empty(),
        MODEL,
        List.of(),
        1,
        1,
        new SourcePosition(0, number, 0));
  }

  private static String uri(TrialMilvus milvus) {
    return "http://127.0.0.1:" + milvus.port();
  }

  private static IndexOptions options(TrialMilvus milvus) {
    return new IndexOptions(
        new IndexConnection(
            uri(milvus), IndexCredentials.NONE, "", TlsFiles.NONE, Duration.ofSeconds(30)),
        NAME,
        new VectorIndex.Hnsw(16, 200, 1),
        Duration.ZERO,
        new BatchLimits(BATCH_ROWS, BATCH_BYTES));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
