package io.ciderstream.trials.growth;

import io.ciderstream.index.Change;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.Match;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.descriptor.MilvusDescriptorWriter;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.trials.baseline.BulkRows;
import io.ciderstream.trials.measure.LoadGenerator;
import io.ciderstream.trials.measure.PacedLoop;
import io.ciderstream.trials.sink.MilvusKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures search and ingest on a real Milvus as its collection grows, with the product's own
 * writer and search. At each size: the rate of an ingest at saturation, then the latency of
 * searches while rows come at a fixed rate, then without them, then the recall.
 */
public final class GrowthBench {
  /** Of the descriptors. */
  public static final int SEED = 15;

  /** Into which rows that come at a fixed rate are divided. */
  public static final int WRITES_PER_SECOND = 5;

  private static final int TOP = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SEARCH_THREADS = 4;
  private static final int WARM_UPS = 30;

  /**
   * How much is measured.
   *
   * @param dimension of the descriptors
   * @param ingest rows of an ingest at saturation
   * @param paced rows a second during the searches
   * @param searches a second
   * @param seconds of searches, with and without rows
   * @param queries whose recall is measured
   */
  public record Amounts(
      int dimension, int ingest, int paced, double searches, int seconds, int queries) {}

  private final Amounts amounts;
  private final String name;
  private final VectorIndex type;
  private final Consumer<String> log;
  private final SyntheticRows rows;
  private final List<float[]> queries;
  private final ExhaustiveSearch truth;
  private int count;

  /**
   * Creates the benchmark of one type of index.
   *
   * @param name of the type
   * @param smallest size, from whose places the queries come
   * @param log receives each figure
   */
  public GrowthBench(
      Amounts amounts, String name, VectorIndex type, int smallest, Consumer<String> log) {
    this.amounts = amounts;
    this.name = name;
    this.type = type;
    this.log = log;
    ClusteredDescriptors descriptors = new ClusteredDescriptors(SEED, amounts.dimension());
    this.rows = new SyntheticRows(descriptors, new ModelId("synthetic", "5eed5eed5eed"));
    this.queries =
        IntStream.range(0, amounts.queries())
            .mapToObj(query -> descriptors.query(query, smallest))
            .toList();
    this.truth = new ExhaustiveSearch(queries, TOP);
  }

  /** Measures on a new server at each size, from small to large. */
  public List<GrowthStep> run(List<Integer> sizes, Path folder) {
    List<GrowthStep> steps = new ArrayList<>();
    try (MilvusServer milvus = MilvusKind.STANDALONE.start(folder)) {
      IndexOptions options = options(milvus);
      try (BulkRows bulk = new BulkRows(options);
          MilvusDescriptorWriter writer = new MilvusDescriptorWriter(options);
          MilvusIndexSearch search =
              new MilvusIndexSearch(options, rows.model().hash(), InstantSource.system())) {
        for (int size : sizes) {
          steps.add(step(size, milvus, bulk, writer, search));
          log.accept("%s: %s".formatted(name, steps.getLast()));
        }
      }
    }
    return steps;
  }

  private GrowthStep step(
      int size,
      MilvusServer milvus,
      BulkRows bulk,
      MilvusDescriptorWriter writer,
      MilvusIndexSearch search) {
    long start = System.nanoTime();
    Duration processor = milvus.processorTime();
    if (size > count) {
      bulk.insert(count, size, this::counted);
      count = size;
    }
    log.accept("%s: %d rows inserted".formatted(name, count));
    bulk.awaitIndexed();
    double loaded = (System.nanoTime() - start) / 1e9;
    double used = milvus.processorTime().minus(processor).toMillis() / 1e3;
    log.accept("%s: indexed after %.0f s, %.0f s of processor".formatted(name, loaded, used));
    queries.stream().limit(WARM_UPS).forEach(query -> find(search, query, Consistency.BOUNDED));
    int before = count;
    double ingest = ingest(writer);
    LoadGenerator.Outcome busy = busy(writer, search);
    LoadGenerator.Outcome idle = searches(search);
    return new GrowthStep(
        before,
        loaded,
        used,
        ingest,
        busy.latency(),
        idle.latency(),
        busy.failed() + idle.failed(),
        recall(search),
        milvus.residentBytes());
  }

  private Row counted(int number) {
    Row row = rows.row(number);
    truth.add(number, row.storedVector());
    return row;
  }

  /** Returns the rows a second that the writer writes if it never waits. */
  private double ingest(MilvusDescriptorWriter writer) {
    List<Change> changes = changes(amounts.ingest());
    long start = System.nanoTime();
    writer.apply(changes);
    return changes.size() * 1e9 / (System.nanoTime() - start);
  }

  private List<Change> changes(int number) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      changes.add(new Change.Upsert(counted(count++)));
    }
    return changes;
  }

  /** Searches while another thread writes rows at the fixed rate, as a sink does. */
  private LoadGenerator.Outcome busy(MilvusDescriptorWriter writer, MilvusIndexSearch search) {
    int each = (int) (amounts.paced() / WRITES_PER_SECOND);
    try (PacedLoop ingest =
        PacedLoop.start("paced-ingest", WRITES_PER_SECOND, number -> writer.apply(changes(each)))) {
      return searches(search);
    }
  }

  private LoadGenerator.Outcome searches(MilvusIndexSearch search) {
    try (ExecutorService threads = Executors.newFixedThreadPool(SEARCH_THREADS)) {
      return new LoadGenerator(amounts.searches(), TIMEOUT)
          .run(
              (int) (amounts.searches() * amounts.seconds()),
              number ->
                  CompletableFuture.runAsync(
                      () -> find(search, queries.get(number % queries.size()), Consistency.BOUNDED),
                      threads));
    }
  }

  /** Returns the share of the nearest descriptors that searches return, 0..1. */
  private double recall(MilvusIndexSearch search) {
    int found = 0;
    for (int i = 0; i < queries.size(); i++) {
      Set<Integer> nearest = truth.nearest(i);
      found +=
          (int)
              find(search, queries.get(i), Consistency.STRONG).stream()
                  .filter(match -> nearest.contains(SyntheticRows.number(match.row().id().value())))
                  .count();
    }
    return (double) found / (TOP * queries.size());
  }

  private static List<Match> find(
      MilvusIndexSearch search, float[] vector, Consistency consistency) {
    return search.search(new SearchRequest(vector, TOP, Optional.empty(), consistency, TIMEOUT));
  }

  private IndexOptions options(MilvusServer milvus) {
    return new IndexOptions(
        new IndexConnection(
            milvus.address(), IndexCredentials.NONE, "", TlsFiles.NONE, Duration.ofMinutes(2)),
        "growth",
        type,
        Duration.ofSeconds(5),
        new BatchLimits(128, 32 << 20));
  }
}
