package io.ciderstream.trials.pictures;

import com.google.gson.JsonObject;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.ServedModelFile;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.trials.baseline.BareInference;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.PlotSeries;
import io.ciderstream.trials.results.ResultPlot;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Measures bare inference by batch, threads and size of the input. One thread drives. */
public final class EmbedSweep {
  private static final int SEED = 15;
  private static final int USUAL_SIDE = 320;
  private static final List<Integer> SIDES = List.of(160, 224, 320, 448);

  private final OnnxModelFile model;
  private final EmbeddingOptions options;
  private final List<Integer> batches;
  private final int pictures;

  /**
   * Creates a sweep.
   *
   * @param batches pictures a call
   * @param pictures how many to infer for each figure
   */
  public EmbedSweep(EmbeddingOptions options, List<Integer> batches, int pictures) {
    this.model = ServedModelFile.of(options);
    this.options = options;
    this.batches = List.copyOf(batches);
    this.pictures = pictures;
  }

  /** Adds tables and plots to a result. */
  public void run(BenchResult.Builder result) {
    SizeGroups.Size usual = usual();
    List<JsonObject> byBatch = new ArrayList<>();
    List<PlotSeries> lines = new ArrayList<>();
    for (int threads : threads()) {
      List<PlotSeries.Point> line = new ArrayList<>();
      for (int batch : batches) {
        double rate = bare(usual).oneSession(threads, batch);
        byBatch.add(
            ResultRow.of("threads of one session", threads, "batch", batch, "pictures/s", rate));
        line.add(new PlotSeries.Point(batch, rate));
      }
      lines.add(new PlotSeries(threads + (threads == 1 ? " thread" : " threads"), line));
    }
    List<JsonObject> bySize = new ArrayList<>();
    if (model.description().anySize()) {
      for (int side : SIDES) {
        double rate = bare(new SizeGroups.Size(side, side)).oneSession(1, 1);
        bySize.add(ResultRow.of("side of the input", side, "pictures/s", rate));
      }
    }
    result
        .condition("seed of the sweep's pictures", SEED)
        .table(
            new ResultTable(
                "Bare inference by threads and batch, %d x %d"
                    .formatted(usual.width(), usual.height()),
                byBatch))
        .table(new ResultTable("Bare inference by size, one thread, one picture a call", bySize))
        .plot(
            new ResultPlot(
                "embed-batch",
                "Bare inference by batch",
                ResultPlot.Axis.linear("pictures a call"),
                ResultPlot.Axis.linear("pictures a second"),
                lines));
  }

  /** Returns 1, 2, 4 and so on up to the number of cores. */
  private static List<Integer> threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return IntStream.iterate(1, threads -> threads <= cores, threads -> 2 * threads)
        .boxed()
        .toList();
  }

  /** Returns a size to compare models by, or the only one that the model takes. */
  private SizeGroups.Size usual() {
    ModelDescription description = model.description();
    return description.anySize()
        ? new SizeGroups.Size(USUAL_SIDE, USUAL_SIDE)
        : description.fit().sizes().examples().getFirst();
  }

  private BareInference bare(SizeGroups.Size size) {
    byte[] noise = new byte[size.bytes()];
    new SplittableRandom(SEED).nextBytes(noise);
    ByteBuffer pixels = ByteBuffer.allocateDirect(size.bytes()).put(noise).rewind();
    return new BareInference(
        model,
        options.inference().cuda(),
        Collections.nCopies(
            pictures, new DecodedPicture(size, pixels, size.width(), size.height())));
  }
}
