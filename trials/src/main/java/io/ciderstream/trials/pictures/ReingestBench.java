package io.ciderstream.trials.pictures;

import com.google.gson.JsonObject;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.measure.SteadyRate;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Measures the ingest of pictures that the system has not seen, and at once of the same pictures
 * again, round after round. The counters of the embedder must prove that all were embedded the
 * first time and none the second time.
 */
public final class ReingestBench {
  private static final int WARM_UPS = 1;

  private final BenchmarkedSystem.Running system;
  private final List<byte[]> originals = new ArrayList<>();
  private final List<Path> files;
  private final Path folder;
  private final Consumer<String> log;

  /**
   * Creates a reingest bench.
   *
   * @param system that runs and uses embeddings again
   * @param folder of JPEGs, which are changed
   * @param log receives each figure
   */
  public ReingestBench(BenchmarkedSystem.Running system, Path folder, Consumer<String> log)
      throws IOException {
    this.system = system;
    this.folder = folder;
    this.log = log;
    this.files = PictureFiles.below(folder);
    for (Path file : files) {
      originals.add(Files.readAllBytes(file));
    }
  }

  /**
   * Measures so many rounds, after one to warm up.
   *
   * @param result receives rates and ratios
   * @throws IllegalStateException if the system embedded a picture twice
   */
  public void run(int rounds, BenchResult.Builder result) throws IOException {
    List<ReingestRates> first = new ArrayList<>();
    List<ReingestRates> again = new ArrayList<>();
    for (int round = 1 - WARM_UPS; round <= rounds; round++) {
      mark("round " + round);
      ReingestRates cold = ingest(files.size(), 0);
      ReingestRates warm = ingest(0, files.size());
      log.accept(
          "%s: first %.1f/s, all searchable at %.1f/s; again %.1f/s, %.1f/s; %.1f and %.1f times"
              .formatted(
                  round < 1 ? "warm-up" : "round %d of %d".formatted(round, rounds),
                  cold.embedded(),
                  cold.searchable(),
                  warm.embedded(),
                  warm.searchable(),
                  warm.embedded() / cold.embedded(),
                  warm.searchable() / cold.searchable()));
      if (round >= 1) {
        first.add(cold);
        again.add(warm);
      }
    }
    report(first, again, result);
  }

  private static void report(
      List<ReingestRates> first, List<ReingestRates> again, BenchResult.Builder result) {
    double embedded = ratio(first, again, ReingestRates::embedded);
    double searchable = ratio(first, again, ReingestRates::searchable);
    result
        .table(
            new ResultTable(
                "",
                List.of(
                    row("embedded, topic to topic", first, again, ReingestRates::embedded),
                    row("searchable, the whole chain", first, again, ReingestRates::searchable))))
        .figure("again / first, embedded", embedded)
        .figure("again / first", searchable);
  }

  private static JsonObject row(
      String what,
      List<ReingestRates> first,
      List<ReingestRates> again,
      ToDoubleFunction<ReingestRates> rate) {
    return ResultRow.of(
        "pictures/s",
        what,
        "first",
        median(first, rate),
        "again",
        median(again, rate),
        "again / first",
        ratio(first, again, rate));
  }

  private static double ratio(
      List<ReingestRates> first, List<ReingestRates> again, ToDoubleFunction<ReingestRates> rate) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ratios.add(rate.applyAsDouble(again.get(i)) / rate.applyAsDouble(first.get(i)));
    }
    return Median.of(ratios);
  }

  /** Gives each picture a content that was never ingested before. */
  private void mark(String text) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      Files.write(files.get(i), JpegComment.add(originals.get(i), text));
    }
  }

  private ReingestRates ingest(long embedded, long reused) {
    BenchmarkedSystem.Work before = system.work();
    SteadyRate rate = new SteadyRate(System::nanoTime);
    long start = System.nanoTime();
    system.ingest(folder, files, rate, log);
    double seconds = (System.nanoTime() - start) / 1e9;
    BenchmarkedSystem.Work after = system.work();
    if (after.embedded() - before.embedded() != embedded
        || after.reused() - before.reused() != reused) {
      throw new IllegalStateException(
          "%d pictures should have been embedded and %d reused, but the counts went from %s to %s."
              .formatted(embedded, reused, before, after));
    }
    return new ReingestRates(rate.perSecond(), files.size() / seconds);
  }

  private static double median(List<ReingestRates> rounds, ToDoubleFunction<ReingestRates> figure) {
    return Median.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
