package io.ciderstream.evaluation.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.FakeImageEmbedder;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScaledEmbedderTest {
  /** Gives one vector regardless of the picture. */
  private record Constant(float... vector) implements ImageEmbedder {
    @Override
    public ModelInfo model() {
      return new ModelInfo("constant", "0123456789ab", vector.length);
    }

    @Override
    public CompletableFuture<Embedding> embed(
        byte[] content, Optional<BoundingBox> region, Priority priority) {
      return CompletableFuture.completedFuture(
          new Embedding(
              vector,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              1,
              1,
              new StageTimes(0, 0, 0)));
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldAverageTheScalesAndNormalise() {
    float half = (float) Math.sqrt(0.5);
    var embedder = embedder(new Constant(1, 0), new Constant(0, 1), new Constant(half, half));

    float[] vector = embedder.embed(new byte[0], Optional.empty()).join().vector();

    assertThat(vector).containsExactly(new float[] {half, half}, within(1e-6f));
  }

  @Test
  void shouldPassOneScaleOnAsItIs() {
    assertThat(
            embedder(new Constant(0.6f, 0.8f)).embed(new byte[0], Optional.empty()).join().vector())
        .containsExactly(0.6f, 0.8f);
  }

  @Test
  void shouldFailWhenOneScaleDoes() {
    var failing = new FakeImageEmbedder();
    failing.hold();
    var embedder = embedder(new Constant(1, 0), failing);
    var vector = embedder.embed(new byte[0], Optional.empty());

    failing.close();

    assertThat(vector).isCompletedExceptionally();
  }

  @Test
  void shouldRefuseSizesThatMakeNoSense() {
    assertThatThrownBy(() -> new Scaling(OptionalInt.of(8), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The size is 8");
    assertThatThrownBy(() -> new Scaling(OptionalInt.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scaling(OptionalInt.empty(), List.of(1.0, 9.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ScaledEmbedder embedder(ImageEmbedder... embedders) {
    return new ScaledEmbedder(List.of(embedders), "test", 4);
  }
}
