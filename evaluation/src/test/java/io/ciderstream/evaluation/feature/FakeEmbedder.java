package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads the descriptor, numbers separated by blanks, from the content. */
public final class FakeEmbedder implements EvaluationEmbedder {
  private final ModelInfo model;
  private final List<String> embedded = new CopyOnWriteArrayList<>();

  /** The descriptor's length. */
  public FakeEmbedder(int dimension) {
    this.model = new ModelInfo("fake", "0123456789ab", dimension);
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
  public CompletableFuture<float[]> embed(byte[] content, Optional<BoundingBox> region) {
    String text = new String(content, StandardCharsets.US_ASCII);
    embedded.add(text);
    String[] words = text.split(" ");
    float[] vector = new float[model.dimension()];
    try {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Float.parseFloat(words[i]);
      }
      return CompletableFuture.completedFuture(vector);
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
