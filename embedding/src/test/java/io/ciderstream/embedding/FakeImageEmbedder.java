package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.StripFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An embedder for tests: the vector depends on the bytes alone. It can hold its answers back and
 * refuse pictures. With {@link #withLocalFeatures}, the words of the content are what is seen.
 */
public final class FakeImageEmbedder implements ImageEmbedder {
  private final ModelInfo model;
  private final Function<byte[], Optional<RuntimeException>> refusal;
  private final Queue<Runnable> heldBack = new ArrayDeque<>();
  private final Queue<CompletableFuture<Embedding>> unanswered = new ArrayDeque<>();
  private boolean holding;
  private boolean localFeatures;

  /** Accepts everything and embeds it in 8 dimensions. */
  public FakeImageEmbedder() {
    this(new ModelInfo("fake", "0123456789ab", 8), content -> Optional.empty());
  }

  /**
   * @param rejection what to fail with for some content
   */
  public FakeImageEmbedder(ModelInfo model, Function<byte[], Optional<RuntimeException>> refusal) {
    this.model = model;
    this.refusal = refusal;
  }

  @Override
  public ModelInfo model() {
    return model;
  }

  /** From now on embeddings have local features. */
  public FakeImageEmbedder withLocalFeatures() {
    localFeatures = true;
    return this;
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return localFeatures ? Optional.of(StripFeatures.OPTIONS) : Optional.empty();
  }

  @Override
  public synchronized CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    CompletableFuture<Embedding> future = new CompletableFuture<>();
    Runnable answer =
        () ->
            refusal
                .apply(content)
                .ifPresentOrElse(
                    future::completeExceptionally, () -> future.complete(describe(content)));
    if (holding) {
      heldBack.add(answer);
      unanswered.add(future);
    } else {
      answer.run();
    }
    return future;
  }

  /** From now on answers wait for {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  /** Gives all answers that were held back, and the next ones at once. */
  public synchronized void release() {
    holding = false;
    unanswered.clear();
    while (!heldBack.isEmpty()) {
      heldBack.remove().run();
    }
  }

  private Embedding describe(byte[] content) {
    Random random = new Random(Arrays.hashCode(content));
    float[] vector = new float[model.dimension()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    Optional<LocalFeatures> seen =
        localFeatures
            ? Optional.of(
                StripFeatures.of(new String(content, StandardCharsets.ISO_8859_1).split(" ")))
            : Optional.empty();
    return new Embedding(
        vector, List.of(), Optional.empty(), seen, 640, 480, new StageTimes(1, 1, 1));
  }

  /** Fails what was held back. */
  @Override
  public synchronized void close() {
    heldBack.clear();
    while (!unanswered.isEmpty()) {
      unanswered.remove().completeExceptionally(new IllegalStateException("closed"));
    }
  }
}
