package io.ciderstream.streams;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.StripFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates a unit vector of the content's bytes, in random order of completion. Content that begins
 * with {@code bad} is a corrupt picture; one that begins with {@code stuck} gets no answer until
 * {@link #unstick}. With {@link #withLocalFeatures}, its words are what is seen in the picture.
 */
public final class TestEmbedder implements ImageEmbedder {
  private final int dimension;
  private final int longestMillis;
  private final CompletableFuture<Void> unstuck = new CompletableFuture<>();
  private volatile boolean available = true;
  private final AtomicInteger embedded = new AtomicInteger();
  private boolean localFeatures;

  public TestEmbedder(int dimension, int longestMillis) {
    this.dimension = dimension;
    this.longestMillis = longestMillis;
  }

  /** While false, every call fails with a code of kind DEPENDENCY. */
  public void setAvailable(boolean available) {
    this.available = available;
  }

  /** How many pictures it was asked to embed. */
  public int embedded() {
    return embedded.get();
  }

  /** Answers what is stuck. */
  public void unstick() {
    unstuck.complete(null);
  }

  /** From now on embeddings have local features. */
  public TestEmbedder withLocalFeatures() {
    localFeatures = true;
    return this;
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return localFeatures ? Optional.of(StripFeatures.OPTIONS) : Optional.empty();
  }

  /** The local features of a content. */
  public static LocalFeatures features(byte[] content) {
    return StripFeatures.of(new String(content, StandardCharsets.ISO_8859_1).split(" "));
  }

  private static boolean begins(byte[] content, String word) {
    return new String(content, StandardCharsets.ISO_8859_1).startsWith(word);
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("test", "0123456789ab", dimension);
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    embedded.incrementAndGet();
    if (begins(content, "stuck")) {
      return unstuck.copy().thenApply(none -> embedding(content));
    }
    if (longestMillis == 0) {
      return CompletableFuture.completedFuture(embedding(content));
    }
    int millis = ThreadLocalRandom.current().nextInt(longestMillis);
    Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> embedding(content), later);
  }

  private Embedding embedding(byte[] content) {
    if (!available) {
      throw new CiderException(ErrorCode.EMBEDDER_BUSY, "An outage made by a test.");
    }
    if (begins(content, "bad")) {
      throw new CiderException(ErrorCode.PICTURE_CORRUPT, "Made by a test.");
    }
    return new Embedding(
        vector(content),
        List.of(),
        Optional.empty(),
        localFeatures ? Optional.of(features(content)) : Optional.empty(),
        4,
        3,
        new StageTimes(1, 2, 3));
  }

  /** The vector of a content. */
  public float[] vector(byte[] content) {
    Random random = new Random(java.util.Arrays.hashCode(content));
    float[] vector = new float[dimension];
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextFloat() - 0.5f;
      sum += vector[i] * vector[i];
    }
    for (int i = 0; i < dimension; i++) {
      vector[i] /= (float) Math.sqrt(sum);
    }
    return vector;
  }

  @Override
  public void close() {
    available = false;
  }
}
