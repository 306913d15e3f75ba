package io.ciderstream.trials.latency;

import io.ciderstream.client.CiderClient;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.trials.baseline.BulkRows;
import io.ciderstream.trials.growth.ClusteredDescriptors;
import io.ciderstream.trials.growth.SyntheticRows;
import io.ciderstream.trials.measure.LoadGenerator;
import io.ciderstream.trials.pictures.JpegComment;
import io.ciderstream.trials.system.BenchServers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures how long queries take, and after how long a new picture is found, from the moment at
 * which each was due: idle, while half as many pictures come as the machine embeds, and for queries
 * also while more come than it can embed.
 */
public final class LatencyBench {
  /** Of the rows. */
  public static final int SEED = 15;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int WARM_UP_PICTURES = 200;
  private static final int WARM_UP_QUERIES = 60;
  private static final double SATURATION = 1.5;

  /**
   * How much is measured.
   *
   * @param rows in the index before
   * @param queries a second
   * @param puts new pictures a second whose way is followed
   * @param seconds of each measurement
   */
  public record Amounts(int rows, double queries, double puts, int seconds) {}

  /**
   * What was measured.
   *
   * @param capacity pictures a second that the machine embeds without queries
   * @param idle queries while nothing else happens
   * @param half queries while half of the capacity comes
   * @param saturated queries while more than the capacity comes
   * @param found new pictures while nothing else happens
   * @param foundHalf new pictures while half of the capacity comes
   */
  public record Figures(
      double capacity,
      LoadGenerator.Outcome idle,
      LoadGenerator.Outcome half,
      LoadGenerator.Outcome saturated,
      LoadGenerator.Outcome found,
      LoadGenerator.Outcome foundHalf) {}

  private final BenchServers servers;
  private final Amounts amounts;
  private final List<byte[]> pictures;
  private final Consumer<String> log;

  /**
   * Creates the benchmark.
   *
   * @param servers that run
   * @param pictures JPEGs
   * @param log receives a line about each step
   */
  public LatencyBench(
      BenchServers servers, Amounts amounts, List<byte[]> pictures, Consumer<String> log) {
    this.servers = servers;
    this.amounts = amounts;
    this.pictures = List.copyOf(pictures);
    this.log = log;
  }

  /**
   * Fills the index, starts the roles and measures.
   *
   * @param model of the descriptors
   * @param dimension of the descriptors
   */
  public Figures run(ModelId model, int dimension) {
    fill(model, dimension);
    servers.role("embedder", List.of());
    servers.role("connect", List.of());
    servers.role("searcher", List.of());
    double capacity = warmUp();
    log.accept("the machine embeds %.0f pictures/s".formatted(capacity));
    try (CiderClient client = servers.client()) {
      new LoadGenerator(amounts.queries(), TIMEOUT)
          .run(WARM_UP_QUERIES, number -> query(client, number));
      LoadGenerator.Outcome idle = queries(client, "idle");
      LoadGenerator.Outcome found = puts(client, "idle");
      LoadGenerator.Outcome half;
      LoadGenerator.Outcome foundHalf;
      try (BackgroundLoad load = BackgroundLoad.start(servers, pictures, capacity / 2)) {
        half = queries(client, "half load");
        foundHalf = puts(client, "half load");
      }
      try (BackgroundLoad load = BackgroundLoad.start(servers, pictures, capacity * SATURATION)) {
        return new Figures(capacity, idle, half, queries(client, "saturated"), found, foundHalf);
      }
    }
  }

  private void fill(ModelId model, int dimension) {
    SyntheticRows rows = new SyntheticRows(new ClusteredDescriptors(SEED, dimension), model);
    IndexOptions options =
        new IndexOptions(
            new IndexConnection(
                servers.milvusUri(), IndexCredentials.NONE, "", TlsFiles.NONE, TIMEOUT),
            "images",
            new VectorIndex.Hnsw(16, 200, 128),
            Duration.ofSeconds(5),
            new BatchLimits(128, 8 << 20));
    try (BulkRows bulk = new BulkRows(options)) {
      bulk.insert(0, amounts.rows(), rows::row);
      bulk.awaitIndexed();
    }
    log.accept("%d rows are indexed".formatted(amounts.rows()));
  }

  private double warmUp() {
    double rate = 0;
    for (int i = 0; i < 2; i++) {
      int round = i;
      List<byte[]> some =
          IntStream.range(0, WARM_UP_PICTURES)
              .mapToObj(
                  number ->
                      JpegComment.add(
                          pictures.get(number % pictures.size()),
                          "warm-up %d %d".formatted(round, number)))
              .toList();
      rate = servers.ingest("warm-up-%d-".formatted(i), some);
    }
    return rate;
  }

  private LoadGenerator.Outcome queries(CiderClient client, String when) {
    LoadGenerator.Outcome outcome =
        new LoadGenerator(amounts.queries(), TIMEOUT)
            .run((int) (amounts.queries() * amounts.seconds()), number -> query(client, number));
    log.accept("queries, %s: %s".formatted(when, outcome));
    return outcome;
  }

  private LoadGenerator.Outcome puts(CiderClient client, String when) {
    String run = UUID.randomUUID().toString();
    LoadGenerator.Outcome outcome =
        new LoadGenerator(amounts.puts(), TIMEOUT)
            .run(
                (int) (amounts.puts() * amounts.seconds()),
                number -> put(client, "new-%s-%d".formatted(run, number), number));
    log.accept("new pictures, %s: %s".formatted(when, outcome));
    return outcome;
  }

  private CompletableFuture<Reply> query(CiderClient client, int number) {
    return client
        .search(
            Query.newBuilder()
                .setContent(ByteBuffer.wrap(pictures.get(number % pictures.size())))
                .setTopK(10)
                .build())
        .thenApply(LatencyBench::requireOk);
  }

  /** Puts a picture and searches for it, at its position or later. */
  private CompletableFuture<Reply> put(CiderClient client, String id, int number) {
    byte[] picture = JpegComment.add(pictures.get(number % pictures.size()), id);
    return client
        .put(id, picture, Map.of())
        .thenCompose(position -> find(client, id, position))
        .thenApply(LatencyBench::requireOk);
  }

  /** Searches again while the index has not reached the position within a query's time. */
  private static CompletableFuture<Reply> find(
      CiderClient client, String id, PartitionOffset position) {
    return client
        .search(Query.newBuilder().setImageId(id).setAtLeast(List.of(position)).setTopK(1).build())
        .thenCompose(
            reply ->
                reply.getStatus() == Status.STALE
                    ? find(client, id, position)
                    : CompletableFuture.completedFuture(reply));
  }

  private static Reply requireOk(Reply reply) {
    if (reply.getStatus() != Status.OK) {
      throw new IllegalStateException(
          "the reply is %s %s".formatted(reply.getStatus(), reply.getErrorCode()));
    }
    return reply;
  }
}
