package io.ciderstream.trials.retrieval;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.local.GeometricVerifier;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.Verification;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.index.Vectors;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.measure.Percentile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Measures how long the verification of a query takes: it decodes the local features of the
 * candidates that are nearest by descriptor, as the searcher reads them from rows, and compares
 * each with the query's. One thread.
 */
public final class VerifyBench {
  private static final int WARM_UP_QUERIES = 500;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ImageEmbedder embedder;
  private final List<byte[]> pictures;
  private final int most;

  /**
   * Creates the benchmark.
   *
   * @param pictures encoded, all readable, at least two
   * @param most candidates of a query
   */
  public VerifyBench(ImageEmbedder embedder, List<byte[]> pictures, int most) {
    this.embedder = embedder;
    this.pictures = List.copyOf(pictures);
    this.most = most;
  }

  private record Picture(float[] vector, LocalFeatures features, byte[] encoded) {}

  /** Counts what is verified, so that the JVM cannot leave the work out. */
  private static final class Count {
    private long compared;
    private long verified;
  }

  /**
   * Asks with each picture, so many times.
   *
   * @throws CiderException SETTING_INVALID if the model has no local features
   */
  public VerificationFigures run(int rounds) {
    VerificationOptions options =
        embedder
            .verification()
            .orElseThrow(
                () ->
                    new CiderException(
                        ErrorCode.SETTING_INVALID,
                        "The model %s has no local features.".formatted(embedder.model().name())));
    List<Picture> all = embedded();
    List<List<byte[]>> candidates = new ArrayList<>();
    all.forEach(query -> candidates.add(nearest(query, all)));
    for (int i = 0; i < WARM_UP_QUERIES; i++) {
      verify(options, all.get(i % all.size()), candidates.get(i % all.size()), new Count());
    }
    Count count = new Count();
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int i = 0; i < rounds * all.size(); i++) {
      int query = i % all.size();
      long start = System.nanoTime();
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      verify(options, all.get(query), candidates.get(query), count);
      cpu.add((THREADS.getCurrentThreadCpuTime() - cpuStart) / NANOS_PER_MILLI);
      wall.add((System.nanoTime() - start) / NANOS_PER_MILLI);
    }
    return figures(all, candidates.getFirst().size(), wall, cpu, count);
  }

  private static VerificationFigures figures(
      List<Picture> all, int candidates, List<Double> wall, List<Double> cpu, Count count) {
    return new VerificationFigures(
        all.size(),
        candidates,
        all.stream().mapToInt(picture -> picture.encoded().length).average().orElseThrow(),
        all.stream().mapToInt(picture -> picture.features().count()).average().orElseThrow(),
        Median.of(wall),
        Percentile.of(wall, 0.99),
        Median.of(cpu),
        Percentile.of(cpu, 0.99),
        count.verified / (double) count.compared);
  }

  private List<Picture> embedded() {
    List<Picture> all = new ArrayList<>();
    for (byte[] picture : pictures) {
      Embedding made = embedder.embed(picture, Optional.empty(), Priority.INGEST).join();
      LocalFeatures features = made.localFeatures().orElseThrow();
      all.add(new Picture(made.vector(), features, features.encode()));
    }
    return all;
  }

  private List<byte[]> nearest(Picture query, List<Picture> all) {
    return all.stream()
        .filter(picture -> picture != query)
        .sorted(
            Comparator.comparingDouble(
                picture -> -Vectors.cosine(query.vector(), picture.vector())))
        .limit(most)
        .map(Picture::encoded)
        .toList();
  }

  private static void verify(
      VerificationOptions options, Picture query, List<byte[]> candidates, Count count) {
    GeometricVerifier verifier = new GeometricVerifier(options, query.features());
    for (byte[] candidate : candidates) {
      Verification made = verifier.verify(LocalFeatures.decode(candidate));
      count.compared++;
      count.verified += options.isVerified(made) ? 1 : 0;
    }
  }
}
