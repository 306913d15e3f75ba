package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads the descriptor, numbers separated by blanks, from the content. With local features, a
 * further number names the place: pictures of one place have the same.
 */
public final class FakeEmbedder implements EvaluationEmbedder {
  private static final int POSITIONS = 100;

  private final ModelInfo model;
  private final Optional<VerificationOptions> verification;
  private final List<String> embedded = new CopyOnWriteArrayList<>();

  /** The descriptor's length. */
  public FakeEmbedder(int dimension) {
    this(dimension, Optional.empty());
  }

  private FakeEmbedder(int dimension, Optional<VerificationOptions> verification) {
    this.model = new ModelInfo("fake", "0123456789ab", dimension);
    this.verification = verification;
  }

  /** An embedder with local features. */
  public static FakeEmbedder withLocalFeatures(int dimension) {
    return new FakeEmbedder(
        dimension, Optional.of(new VerificationOptions(POSITIONS, 0.9, 1, 10, 30, 50)));
  }

  /** The contents embedded so far; pictures are read side by side, in no order. */
  public List<String> embedded() {
    return embedded;
  }

  @Override
  public ModelInfo model() {
    return model;
  }

  @Override
  public String settings() {
    return "fake";
  }

  @Override
  public int inFlight() {
    return 2;
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return verification;
  }

  private LocalFeatures features(String place) {
    int[] cells = new int[POSITIONS];
    Arrays.setAll(cells, i -> i);
    byte[] values = new byte[POSITIONS * 32];
    new Random(Long.parseLong(place)).nextBytes(values);
    return new LocalFeatures(10, POSITIONS / 10, cells, values);
  }

  @Override
  public CompletableFuture<EvaluationEmbedding> embed(
      byte[] content, Optional<BoundingBox> region) {
    String text = new String(content, StandardCharsets.US_ASCII);
    embedded.add(text);
    String[] words = text.split(" ");
    float[] vector = new float[model.dimension()];
    try {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Float.parseFloat(words[i]);
      }
      return CompletableFuture.completedFuture(
          new EvaluationEmbedding(vector, verification.map(any -> features(words[vector.length]))));
    } catch (NumberFormatException e) {
      return CompletableFuture.failedFuture(
          switch (text) {
            case "broken network" -> new IllegalStateException(text);
            case "too slow" -> new CiderException(ErrorCode.DECODE_TIMEOUT, text);
            default -> new CiderException(ErrorCode.FORMAT_UNKNOWN, text);
          });
    }
  }

  @Override
  public void close() {}
}
