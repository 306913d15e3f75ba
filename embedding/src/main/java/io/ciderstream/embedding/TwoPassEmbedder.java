package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The pipeline that CiDeR replaces: locates the subject in a first pass, crops it and embeds the
 * crop in a second one (Song et al., CVPR 2024, Figure 1). It is here to compare cost and accuracy.
 *
 * <p>The first pass takes the region that is asked for, and the largest box that it finds is
 * cropped. If it finds none, its own descriptor stands. Boxes, attention and local features are the
 * first pass's, and times are the sum of both. A second pass that fails fails the picture, since
 * the descriptor of the whole would be another one at the next attempt.
 */
final class TwoPassEmbedder implements ImageEmbedder {
  /** One pass over a picture or a region of it; behaves as {@link ImageEmbedder#embed}. */
  @FunctionalInterface
  interface Pass {
    CompletableFuture<Embedding> embed(
        byte[] content, Optional<BoundingBox> region, Priority priority);
  }

  private final ModelInfo model;
  private final Optional<VerificationOptions> verification;
  private final Pass localiser;
  private final Pass describer;
  private final Runnable close;

  /**
   * Creates a two-pass embedder.
   *
   * @param model what both passes are together
   * @param verification of the local features of the first pass
   * @param localiser the first pass
   * @param describer the second pass, of a picture that the first one accepted
   * @param close closes both
   */
  TwoPassEmbedder(
      ModelInfo model,
      Optional<VerificationOptions> verification,
      Pass localiser,
      Pass describer,
      Runnable close) {
    this.model = model;
    this.verification = verification;
    this.localiser = localiser;
    this.describer = describer;
    this.close = close;
  }

  @Override
  public ModelInfo model() {
    return model;
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return verification;
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    CompletableFuture<Embedding> result = new CompletableFuture<>();
    follow(
        localiser.embed(content, region, priority),
        result,
        located -> {
          if (located.boxes().isEmpty()) {
            result.complete(located);
          } else if (!result.isDone()) {
            Optional<BoundingBox> crop = Optional.of(inside(located.boxes().getFirst()));
            follow(
                describer.embed(content, crop, priority),
                result,
                described -> result.complete(located.describedBy(described)));
          }
        });
    return result;
  }

  /** Hands on the outcome of a pass, and cancels the pass with the result. */
  private static void follow(
      CompletableFuture<Embedding> pass,
      CompletableFuture<Embedding> result,
      Consumer<Embedding> next) {
    pass.whenComplete(
        (embedding, error) -> {
          try {
            if (error == null) {
              next.accept(embedding);
            } else {
              result.completeExceptionally(error);
            }
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    // without effect on a pass that has ended
    result.whenComplete((embedding, error) -> pass.cancel(true));
  }

  /** Returns the box within the picture, which rounding may have left by a hair. */
  private static BoundingBox inside(BoundingBox box) {
    return new BoundingBox(
        Math.max(0, box.x1()),
        Math.max(0, box.y1()),
        Math.min(1, box.x2()),
        Math.min(1, box.y2()),
        box.score());
  }

  @Override
  public void close() {
    close.run();
  }
}
