package io.ciderstream.trials.pictures;

import com.google.gson.JsonObject;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.trials.BenchmarkedSystem;
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
 * Measures the rate of an ingest into a running system, compared with the rates of its embedding
 * module and of its model alone. They are measured in turn, round after round, so that a machine
 * that is slow for a while slows all.
 */
public final class EmbedBench {
  /** Until the JVM's compilers have little left to do. */
  private static final int WARM_UPS = 3;

  private final BenchmarkedSystem.Running system;
  private final Path folder;
  private final List<Path> files;
  private final Consumer<String> log;
  private int ingests;

  /**
   * Creates an embed bench.
   *
   * @param system that runs
   * @param folder of JPEGs, which are changed
   * @param log receives each figure
   */
  public EmbedBench(BenchmarkedSystem.Running system, Path folder, Consumer<String> log) {
    this.system = system;
    this.folder = folder;
    this.files = PictureFiles.below(folder);
    this.log = log;
  }

  /**
   * Measures so many rounds; each figure is the median of its rounds.
   *
   * @param result receives rates and ratios
   */
  public void run(int rounds, BenchResult.Builder result) throws IOException {
    EmbeddingOptions options = system.embedding();
    BareRates bare = BareRates.of(options, files);
    List<byte[]> encoded = new ArrayList<>();
    for (Path file : files) {
      encoded.add(Files.readAllBytes(file));
    }
    ModuleRates module = new ModuleRates(options, encoded, bare.decoded());
    for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      log.accept("warm-up %d of %d: %.1f/s".formatted(warmUp + 1, WARM_UPS, ingest(encoded)));
    }
    List<EmbedRound> measured = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      measured.add(
          new EmbedRound(
              bare.oneSession(),
              bare.sessions(),
              module.decoded(),
              module.encoded(),
              ingest(encoded)));
      EmbedRound last = measured.getLast();
      log.accept(
          "round %d of %d: bare %.1f/s in one session, %.1f/s in sessions; module %.1f/s decoded, %.1f/s encoded; pipeline %.1f/s"
              .formatted(
                  round,
                  rounds,
                  last.oneSession(),
                  last.sessions(),
                  last.moduleDecoded(),
                  last.moduleEncoded(),
                  last.pipeline()));
    }
    report(measured, result);
  }

  private static void report(List<EmbedRound> rounds, BenchResult.Builder result) {
    List<JsonObject> rows = new ArrayList<>();
    rows.add(row("bare, one session over all cores", rounds, EmbedRound::oneSession));
    rows.add(row("bare, one session a core", rounds, EmbedRound::sessions));
    rows.add(row("embedding module, decoded pictures", rounds, EmbedRound::moduleDecoded));
    rows.add(row("embedding module, JPEGs in memory", rounds, EmbedRound::moduleEncoded));
    rows.add(row("pipeline, topic to topic", rounds, EmbedRound::pipeline));
    result
        .table(new ResultTable("", rows))
        .figure("bare/s", EmbedRound.median(rounds, EmbedRound::sessions))
        .figure("pipeline/s", EmbedRound.median(rounds, EmbedRound::pipeline))
        .figure("room / bare", ratio(rounds, EmbedRound::moduleDecoded))
        .figure("module / bare", ratio(rounds, EmbedRound::moduleEncoded))
        .figure("pipeline / bare", ratio(rounds, EmbedRound::pipeline));
  }

  private static JsonObject row(
      String what, List<EmbedRound> rounds, ToDoubleFunction<EmbedRound> rate) {
    return ResultRow.of(
        "what",
        what,
        "pictures/s",
        EmbedRound.median(rounds, rate),
        "/ bare, one session a core",
        ratio(rounds, rate));
  }

  private static double ratio(List<EmbedRound> rounds, ToDoubleFunction<EmbedRound> rate) {
    return EmbedRound.median(rounds, round -> rate.applyAsDouble(round) / round.sessions());
  }

  /** Ingests contents that were never ingested before, so that none is known. */
  private double ingest(List<byte[]> encoded) throws IOException {
    ingests++;
    for (int i = 0; i < files.size(); i++) {
      Files.write(files.get(i), JpegComment.add(encoded.get(i), "ingest " + ingests));
    }
    SteadyRate rate = new SteadyRate(System::nanoTime);
    system.ingest(folder, files, rate, log);
    return rate.perSecond();
  }
}
