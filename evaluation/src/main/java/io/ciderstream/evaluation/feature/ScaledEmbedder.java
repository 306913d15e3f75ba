package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Embeds pictures as in service, once for each scale; several descriptors of a picture are
 * averaged.
 */
public final class ScaledEmbedder implements EvaluationEmbedder {
  private static final int BATCHES_IN_FLIGHT = 8;
  private static final int LEAST_IN_FLIGHT = 32;

  private final List<ImageEmbedder> embedders;
  private final String settings;
  private final int inFlight;

  /**
   * Creates a scaled embedder.
   *
   * @param embedders of one model, one a scale, at least one; closed with this
   * @param settings what distinguishes them from others
   * @param inFlight pictures that keep them busy
   */
  ScaledEmbedder(List<ImageEmbedder> embedders, String settings, int inFlight) {
    this.embedders = List.copyOf(embedders);
    this.settings = settings;
    this.inFlight = inFlight;
  }

  /**
   * Loads the model, once for each scale; the inference sessions are shared out among the scales.
   *
   * @throws io.ciderstream.schemas.CiderException as {@link OnnxEmbedder#open(EmbeddingOptions)}
   */
  public static ScaledEmbedder open(EmbeddingOptions options, Scaling scaling) {
    int scales = scaling.scales().size();
    EmbeddingOptions each =
        new EmbeddingOptions(
            options.model(),
            new InferenceOptions(
                options.inference().cuda(),
                Math.ceilDiv(options.inference().sessions(), scales),
                options.inference().threadsPerSession(),
                reproducible(options.inference().weights())),
            options.batch(),
            new DecodeOptions(
                Math.ceilDiv(options.decode().threads(), scales),
                options.decode().limits(),
                options.decode().timeout(),
                Math.ceilDiv(options.decode().memory(), scales)),
            options.passes());
    List<ImageEmbedder> embedders = new ArrayList<>();
    try {
      for (double scale : scaling.scales()) {
        embedders.add(OnnxEmbedder.open(each, served -> scaling.at(scale, served)));
      }
    } catch (RuntimeException | Error e) {
      embedders.forEach(ImageEmbedder::close);
      throw e;
    }
    int busy = BATCHES_IN_FLIGHT * each.batch().size() * each.inference().sessions();
    return new ScaledEmbedder(embedders, scaling.toString(), Math.max(LEAST_IN_FLIGHT, busy));
  }

  /** Figures of one model are the same on every processor, unless int8 is asked for. */
  private static WeightChoice reproducible(WeightChoice choice) {
    return choice == WeightChoice.AUTO ? WeightChoice.FP32 : choice;
  }

  @Override
  public ModelInfo model() {
    return embedders.getFirst().model();
  }

  @Override
  public String settings() {
    return settings;
  }

  @Override
  public int inFlight() {
    return inFlight;
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return embedders.getFirst().verification();
  }

  /** {@inheritDoc} The local features are those of the first scale. */
  @Override
  public CompletableFuture<EvaluationEmbedding> embed(
      byte[] content, Optional<BoundingBox> region) {
    List<CompletableFuture<Embedding>> all =
        embedders.stream()
            .map(embedder -> embedder.embed(content, region, Priority.INGEST))
            .toList();
    if (all.size() == 1) {
      return all.getFirst()
          .thenApply(only -> new EvaluationEmbedding(only.vector(), only.localFeatures()));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done ->
                new EvaluationEmbedding(
                    mean(all.stream().map(future -> future.join().vector()).toList()),
                    all.getFirst().join().localFeatures()));
  }

  /**
   * Returns the direction of the sum; an all but zero sum, of opposite descriptors, stays as it is.
   */
  private static float[] mean(List<float[]> vectors) {
    double[] sum = new double[vectors.getFirst().length];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return UnitVector.of(sum);
  }

  @Override
  public void close() {
    embedders.forEach(ImageEmbedder::close);
  }
}
