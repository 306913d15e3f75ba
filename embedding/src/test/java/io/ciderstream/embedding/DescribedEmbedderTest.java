package io.ciderstream.embedding;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeds with ONNX files of other origin, from pictures to boxes. */
class DescribedEmbedderTest {
  private static final String PLAIN = "mean: 0\nstd: 1\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size: 48\nfit: crop",
        "size: 96\nfit: pad",
        "size: 96\nfit: longest",
        "size: 64x32\nfit: stretch"
      })
  void shouldFindTheSubjectInThePictureHoweverItIsFitted(String yaml) throws IOException {
    Path model =
        TestOnnx.meanColour()
            .node(
                "ReduceMax",
                List.of("pixels"),
                "attention",
                TestOnnx.integers("axes", 1),
                TestOnnx.integer("keepdims", 0))
            .output("attention", "N", "h", "w")
            .write(
                folder.resolve("net.onnx"), PLAIN + "output: mean\nattention: attention\n" + yaml);
    BufferedImage picture = new BufferedImage(192, 96, TYPE_INT_RGB);
    picture.createGraphics().fill(new Rectangle(72, 24, 24, 24));
    byte[] content = TestPictures.encode(picture, "png");
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model))) {
      for (Optional<BoundingBox> region :
          List.of(
              Optional.<BoundingBox>empty(),
              Optional.of(new BoundingBox(0.125f, 0, 0.875f, 1, 1)))) {
        Embedding embedding = embedder.embed(content, region, Priority.QUERY).join();

        assertThat(embedding.boxes()).hasSize(1);
        BoundingBox box = embedding.boxes().getFirst();
        assertThat(new float[] {box.x1(), box.y1(), box.x2(), box.y2()})
            .containsExactly(new float[] {0.375f, 0.25f, 0.5f, 0.5f}, within(0.03f));
        assertThat(embedding.vector()).hasSize(3);
      }
      Embedding whole = embedder.embed(content, Optional.empty(), Priority.QUERY).join();
      AttentionMap map = whole.attention().orElseThrow();
      assertThat(map.at((int) (0.375 * map.height()), (int) (0.4375 * map.width())))
          .isGreaterThan(0.9);
      assertThat(map.at((int) (0.375 * map.height()), (int) (0.6 * map.width()))).isLessThan(0.1);
    }
  }

  @Test
  void shouldBatchPicturesForAGraphOfOneAtATime() throws IOException {
    Path model =
        TestOnnx.meanColour(DataType.FLOAT, "1", "3", "32", "32")
            .write(folder.resolve("one.onnx"), PLAIN);
    byte[] picture = TestPictures.redAndBlue(".png", 64, 64);
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model))) {
      List<CompletableFuture<Embedding>> answers =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      embedder.embed(
                          picture,
                          Optional.of(new BoundingBox(i % 2 / 2f, 0, 0.5f + i % 2 / 2f, 1, 1)),
                          Priority.INGEST))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).join().vector()[i % 2 * 2]).isGreaterThan(0.99f);
      }
    }
  }

  @Test
  void shouldSayThatAFixedSizeCannotBeEvaluatedAtAnother() throws IOException {
    Path model =
        TestOnnx.meanColour(DataType.FLOAT, "N", "3", "32", "32")
            .write(folder.resolve("fixed.onnx"), PLAIN);

    assertThatThrownBy(
            () -> OnnxEmbedder.open(options(model), sizes -> new LongestSide(64, 1)).close())
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID))
        .hasMessageContaining("The model fixed takes pictures of [32x32] alone");
    OnnxEmbedder.open(options(model), sizes -> sizes.scaled(1)).close();
  }

  @Test
  void shouldNotStartWithDescriptorsThatAreNotOfLengthOne() throws IOException {
    Path model =
        TestOnnx.meanColour()
            .write(folder.resolve("long.onnx"), PLAIN + "size: 32\nnormalise: false");

    assertThatThrownBy(() -> OnnxEmbedder.open(options(model)).close())
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
        .hasMessageContaining("not normalised");
  }

  private static EmbeddingOptions options(Path model) {
    return new EmbeddingOptions(
        model,
        new InferenceOptions(Cuda.OFF, 2, 1),
        new BatchOptions(4, Duration.ofMillis(2)),
        new DecodeOptions(2, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(10), 1 << 30));
  }
}
