package io.ciderstream.overlap;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.evaluation.feature.EvaluationEmbedder;
import io.ciderstream.evaluation.feature.EvaluationEmbedding;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Embeds pictures by their mean colours, and can fail after so many. */
final class FakeColourEmbedder implements EvaluationEmbedder {
  private final AtomicInteger embedded = new AtomicInteger();
  private final int failsAfter;

  FakeColourEmbedder(int failsAfter) {
    this.failsAfter = failsAfter;
  }

  int embedded() {
    return embedded.get();
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("colours", "0123456789ab", 12);
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
  public CompletableFuture<EvaluationEmbedding> embed(
      byte[] content, Optional<BoundingBox> region) {
    if (embedded.incrementAndGet() > failsAfter) {
      return CompletableFuture.failedFuture(new IllegalStateException("stopped by the test"));
    }
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(content));
      return picture == null
          ? CompletableFuture.failedFuture(new CiderException(ErrorCode.FORMAT_UNKNOWN, ""))
          : CompletableFuture.completedFuture(
              new EvaluationEmbedding(vector(picture), Optional.empty()));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Sums the colours of four columns, and takes out what all pictures have in common. */
  private static float[] vector(BufferedImage picture) {
    float[] vector = new float[12];
    for (int y = 0; y < picture.getHeight(); y += 2) {
      for (int x = 0; x < picture.getWidth(); x += 2) {
        int rgb = picture.getRGB(x, y);
        int column = 4 * x / picture.getWidth();
        for (int channel = 0; channel < 3; channel++) {
          vector[3 * column + channel] += (rgb >> 8 * channel & 255) - 128;
        }
      }
    }
    double squares = 1e-9;
    for (float value : vector) {
      squares += value * value;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  @Override
  public void close() {}
}
