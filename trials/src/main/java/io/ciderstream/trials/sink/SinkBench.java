package io.ciderstream.trials.sink;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.connectors.telemetry.SinkMetric;
import io.ciderstream.connectors.telemetry.TaskMetrics;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.trials.baseline.BareUpserts;
import io.ciderstream.trials.measure.Median;
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
 * Measures the rate of the sink on a Connect worker, compared with a loop of upserts with the SDK
 * over the same rows. The two are measured in turn, round after round, so that a machine that is
 * slow for a while slows both, and each on a new, idle server: what a server still does with the
 * rows of the previous measurement would halve or double single figures.
 */
public final class SinkBench {
  private static final Duration ROUND_TIMEOUT = Duration.ofMinutes(10);
  private static final long CALM_NANOS = 1_000_000_000;
  private static final double CALM_CORES = 0.3;
  private static final long POLL_NANOS = 5_000_000;
  private static final int BATCH_ROWS = 128;
  private static final int BATCH_BYTES = 32 << 20;
  private static final String NAME = "bench";
  private static final ModelId MODEL = new ModelId("trial", WorkloadTopic.HASH);

  // after one, the JVM still compiles the worker, which has more code than the loop
  private static final int WARM_UPS = 2;

  private final Workload workload;
  private final MilvusKind kind;
  private final RecordFormat records;
  private final PollSize polls;
  private final Path folder;
  private final Consumer<String> log;
  private int servers;

  /**
   * Rates of one dimension, medians over the rounds.
   *
   * @param sink rows a second
   * @param bare rows a second
   * @param ratio sink by bare, of the two in one round
   */
  public record Figures(double sink, double bare, double ratio) {}

  /**
   * Measures nothing yet.
   *
   * @param workload of the kind {@link Workload#rows}
   * @param kind of the servers
   * @param records the format of the records
   * @param polls of the sink's consumer
   * @param folder for the servers
   * @param log receives each figure
   */
  public SinkBench(
      Workload workload,
      MilvusKind kind,
      RecordFormat records,
      PollSize polls,
      Path folder,
      Consumer<String> log) {
    this.workload = workload;
    this.kind = kind;
    this.records = records;
    this.polls = polls;
    this.folder = folder;
    this.log = log;
  }

  /** Measures so many rounds, after those that warm up. */
  public Figures run(int rounds) {
    List<Double> sinks = new ArrayList<>();
    List<Double> bares = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (KafkaBroker broker =
            KafkaBroker.start(folder.resolve("kafka-" + workload.dimension()), 0, Map.of());
        WorkloadTopic topic =
            new WorkloadTopic(
                "bench",
                workload,
                new KafkaClients(Map.of("bootstrap.servers", broker.address())))) {
      topic.write(0, workload.updates());
      for (int round = 1 - WARM_UPS; round <= rounds; round++) {
        String connector = "bench-%d-%d".formatted(workload.dimension(), round);
        double[] rates = new double[2];
        Runnable first = () -> rates[0] = onNewServer(milvus -> sink(broker, milvus, connector));
        Runnable second = () -> rates[1] = onNewServer(this::bare);
        // in turn, as what comes second may find a machine that is warmer, or throttled
        (Math.floorMod(round, 2) == 0 ? List.of(first, second) : List.of(second, first))
            .forEach(Runnable::run);
        double sink = rates[0];
        double bare = rates[1];
        log.accept(
            "dimension %d, %s: sink %.0f rows/s, bare %.0f rows/s, %.0f%%"
                .formatted(
                    workload.dimension(),
                    round < 1 ? "warming up" : "round %d of %d".formatted(round, rounds),
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
    return new Figures(Median.of(sinks), Median.of(bares), Median.of(ratios));
  }

  private double onNewServer(ToDoubleFunction<MilvusServer> measurement) {
    Path data = folder.resolve("milvus-%d-%d".formatted(workload.dimension(), servers++));
    try (MilvusServer milvus = kind.start(data)) {
      awaitCalm(milvus);
      return measurement.applyAsDouble(milvus);
    }
  }

  private double bare(MilvusServer milvus) {
    try (BareUpserts bare = new BareUpserts(options(milvus))) {
      bare.prepare(row(0));
      return workload.updates() / bare.run((int) workload.updates(), this::row);
    }
  }

  /** Waits until a server that has just started is idle. */
  private static void awaitCalm(MilvusServer milvus) {
    long end = System.nanoTime() + ROUND_TIMEOUT.toNanos();
    double cores;
    do {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Milvus does not become idle.");
      }
      long start = System.nanoTime();
      Duration before = milvus.processorTime();
      LockSupport.parkNanos(CALM_NANOS);
      long used = milvus.processorTime().minus(before).toNanos();
      cores = (double) used / (System.nanoTime() - start);
    } while (cores >= CALM_CORES);
  }

  private double sink(KafkaBroker broker, MilvusServer milvus, String connector) {
    Map<String, String> settings = new HashMap<>(records.settings(NAME, "HNSW"));
    settings.putAll(polls.settings());
    settings.putAll(
        Map.of(
            IndexSettings.URI.name(),
            uri(milvus),
            IndexSettings.BATCH_ROWS.name(),
            Integer.toString(BATCH_ROWS),
            IndexSettings.BATCH_BYTES.name(),
            Integer.toString(BATCH_BYTES),
            "takeover.wait.ms",
            "0")); // no other worker ever wrote there
    try (SinkWorkers workers = new SinkWorkers(broker.address(), connector, "bench", settings)) {
      workers.add();
      workers.tasks(1);
      // starting and making the collection is not what is measured
      double first = awaitRecords(connector, 1);
      long start = System.nanoTime();
      double last = awaitRecords(connector, workload.updates());
      return (last - first) / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Polls every few milliseconds, so as not to occupy the core that the sink works on. */
  private static double awaitRecords(String connector, long count) {
    long end = System.nanoTime() + ROUND_TIMEOUT.toNanos();
    double seen = records(connector);
    while (seen < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The sink wrote %.0f of %d rows.".formatted(seen, count));
      }
      LockSupport.parkNanos(POLL_NANOS);
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
    Workload.Update update = workload.update(number);
    return new Row(
        new ImageId(update.key()),
        update.vector(),
        MODEL,
        Map.of(),
        new PictureInfo(OptionalLong.empty(), List.of(), 1, 1),
        new SourcePosition(new RecordPosition(0, number), 0));
  }

  private static String uri(MilvusServer milvus) {
    return "http://127.0.0.1:" + milvus.port();
  }

  private static IndexOptions options(MilvusServer milvus) {
    return new IndexOptions(
        new IndexConnection(
            uri(milvus), IndexCredentials.NONE, "", TlsFiles.NONE, Duration.ofSeconds(30)),
        NAME,
        new VectorIndex.Hnsw(16, 200, 1),
        Duration.ZERO,
        new BatchLimits(BATCH_ROWS, BATCH_BYTES));
  }
}
