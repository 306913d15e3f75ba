package io.ciderstream.embedding;

import static io.ciderstream.embedding.TestPictures.redAndBlue;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEmbedderTest {
  private static final PassOptions TWO_PASSES = new PassOptions(2, Optional.empty());

  @Test
  void shouldDescribeManyPicturesAtOnceEachAsItself() throws Exception {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model(), Cuda.IF_PRESENT, 4))) {
      List<CompletableFuture<Embedding>> answers =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      embedder.embed(
                          redAndBlue(".png", 60 + i, 100 - i),
                          Optional.of(i % 2 == 0 ? left() : right()),
                          i % 3 == 0 ? Priority.QUERY : Priority.INGEST))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        Embedding embedding = answers.get(i).join();
        assertThat(embedding.vector()[i % 2 == 0 ? 0 : 2]).isGreaterThan(0.99f);
        assertThat(embedding.width()).isEqualTo(60 + i);
      }
      assertThat(embedder.model().name()).isEqualTo("tiny");
      assertThat(embedder.model().hash()).matches("[0-9a-f]{12}");
    }
  }

  @Test
  void shouldFailOnlyTheBadPicture() throws Exception {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model(), Cuda.OFF, 1))) {
      var bad = embedder.embed(new byte[] {1}, Optional.empty(), Priority.INGEST);
      var good = embedder.embed(redAndBlue(".jpg", 64, 64), Optional.empty(), Priority.INGEST);
      assertThat(good.join().vector()).hasSize(3);
      assertThatThrownBy(bad::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(CiderException.class);
    }
  }

  @Test
  void shouldQuantiseTheAttention() throws Exception {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model("attentive"), Cuda.OFF, 3))) {
      Embedding embedding =
          embedder.embed(redAndBlue(".png", 96, 64), Optional.empty(), Priority.QUERY).join();
      AttentionMap map = embedding.attention().orElseThrow();
      assertThat(map.width()).isEqualTo(48);
      assertThat(map.height()).isEqualTo(32);
      assertThat(map.values()).containsOnly((byte) 85);
      assertThat(embedding.boxes()).isEmpty();
    }
  }

  @Test
  void shouldBoxTheSubjectInTheWholePictureWhateverRegionIsAskedFor() throws Exception {
    byte[] picture = whiteOnBlack(96, 64, new Rectangle(24, 16, 24, 16));
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model("attentive"), Cuda.OFF, 3))) {
      for (Optional<BoundingBox> region :
          List.of(Optional.<BoundingBox>empty(), Optional.of(new BoundingBox(0, 0, 0.75f, 1, 1)))) {
        Embedding embedding = embedder.embed(picture, region, Priority.QUERY).join();

        assertThat(embedding.boxes()).hasSize(1);
        BoundingBox box = embedding.boxes().getFirst();
        assertThat(new float[] {box.x1(), box.y1(), box.x2(), box.y2()})
            .containsExactly(new float[] {0.25f, 0.25f, 0.5f, 0.5f}, within(0.02f));
        assertThat(box.score()).isGreaterThan(0.9f);
      }
    }
  }

  @Test
  void shouldEmbedTheSubjectAloneInASecondPass() throws Exception {
    byte[] picture = whiteOnBlue(96, 64, new Rectangle(24, 16, 24, 16));
    EmbeddingOptions single = options(model("attentive"), Cuda.OFF, 3);
    try (OnnxEmbedder one = OnnxEmbedder.open(single);
        OnnxEmbedder two = OnnxEmbedder.open(single.withPasses(TWO_PASSES));
        OnnxEmbedder located =
            OnnxEmbedder.open(
                options(model(), Cuda.OFF, 1)
                    .withPasses(new PassOptions(2, Optional.of(model("attentive")))))) {
      Embedding whole = one.embed(picture, Optional.empty(), Priority.QUERY).join();
      assertThat(whole.vector()[0]).as("red").isLessThan(0.3f);
      for (OnnxEmbedder embedder : List.of(two, located)) {
        List<CompletableFuture<Embedding>> answers =
            IntStream.range(0, 20)
                .mapToObj(i -> embedder.embed(picture, Optional.empty(), Priority.INGEST))
                .toList();
        for (CompletableFuture<Embedding> answer : answers) {
          assertThat(answer.join().vector()[0]).as("red").isGreaterThan(0.5f);
          assertThat(answer.join().boxes()).isEqualTo(whole.boxes());
        }
      }
    }
  }

  @Test
  void shouldEmbedTheSubjectOfTheRegionAskedFor() throws Exception {
    byte[] picture = whiteOnBlue(96, 64, new Rectangle(24, 16, 24, 16));
    BoundingBox right = new BoundingBox(0.375f, 0, 1, 1, 1);
    try (OnnxEmbedder two =
        OnnxEmbedder.open(options(model("attentive"), Cuda.OFF, 1).withPasses(TWO_PASSES))) {
      Embedding embedding = two.embed(picture, Optional.of(right), Priority.QUERY).join();

      assertThat(embedding.boxes().getFirst().x1()).isBetween(0.375f, 0.4f);
      assertThat(embedding.boxes().getFirst().x2()).isBetween(0.48f, 0.52f);
      assertThat(embedding.vector()[0]).as("red").isGreaterThan(0.5f);
    }
  }

  @Test
  void shouldKeepTheDescriptorOfThePictureWithoutASubject() throws Exception {
    byte[] picture = whiteOnBlue(96, 64, new Rectangle(0, 0, 0, 0));
    EmbeddingOptions single = options(model("attentive"), Cuda.OFF, 1);
    try (OnnxEmbedder one = OnnxEmbedder.open(single);
        OnnxEmbedder two = OnnxEmbedder.open(single.withPasses(TWO_PASSES))) {
      assertThat(two.embed(picture, Optional.empty(), Priority.QUERY).join().vector())
          .isEqualTo(one.embed(picture, Optional.empty(), Priority.QUERY).join().vector());
    }
  }

  @Test
  void shouldIdentifyTwoPassesByBothFiles() throws Exception {
    EmbeddingOptions single = options(model("attentive"), Cuda.OFF, 1);
    List<EmbeddingOptions> all =
        List.of(
            single,
            single.withPasses(TWO_PASSES),
            options(model(), Cuda.OFF, 1)
                .withPasses(new PassOptions(2, Optional.of(model("attentive")))));
    Set<String> hashes = new HashSet<>();
    for (EmbeddingOptions options : all) {
      try (OnnxEmbedder embedder = OnnxEmbedder.open(options)) {
        assertThat(embedder.model().hash()).isEqualTo(ModelIdentity.hash(options));
        assertThat(embedder.model().hash()).matches("[0-9a-f]{12}");
        assertThat(embedder.model().name()).isEqualTo("tiny");
        hashes.add(embedder.model().hash());
      }
    }
    assertThat(hashes).hasSize(3);
  }

  @Test
  void shouldIdentifyTwoPassesOfOneModelAlikeWhetherItIsNamedTwiceOrOnce() throws Exception {
    EmbeddingOptions single = options(model("attentive"), Cuda.OFF, 1);
    assertThat(
            ModelIdentity.hash(
                single.withPasses(new PassOptions(2, Optional.of(model("attentive"))))))
        .isEqualTo(ModelIdentity.hash(single.withPasses(TWO_PASSES)))
        .isNotEqualTo(ModelIdentity.hash(single));
  }

  @Test
  void shouldRefuseToLocateByAModelWithoutAttention() throws Exception {
    EmbeddingOptions options = options(model(), Cuda.OFF, 1).withPasses(TWO_PASSES);
    assertThatThrownBy(() -> OnnxEmbedder.open(options).close())
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID))
        .hasMessageContaining("the model tiny has no attention");
  }

  @Test
  void shouldNameTheLocalisersSettingWhenItsFileIsMissing() throws Exception {
    EmbeddingOptions options =
        options(model("attentive"), Cuda.OFF, 1)
            .withPasses(new PassOptions(2, Optional.of(Path.of("missing.onnx"))));
    assertThatThrownBy(() -> OnnxEmbedder.open(options).close())
        .hasMessageStartingWith("MODEL_MISSING")
        .hasMessageContaining("missing.onnx: it does not exist; model.localiser names the model");
    assertThatThrownBy(() -> ModelIdentity.hash(options))
        .hasMessageContaining("model.localiser names the model");
  }

  @Test
  void shouldCompleteNothingAfterItIsClosedWithTwoPasses() throws Exception {
    OnnxEmbedder embedder =
        OnnxEmbedder.open(options(model("attentive"), Cuda.OFF, 1).withPasses(TWO_PASSES));
    List<CompletableFuture<Embedding>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i -> embedder.embed(redAndBlue(".jpg", 64, 64), Optional.empty(), Priority.INGEST))
            .toList();
    embedder.close();
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isDone());
    assertThat(embedder.embed(redAndBlue(".jpg", 64, 64), Optional.empty(), Priority.INGEST))
        .isCompletedExceptionally();
  }

  private static byte[] whiteOnBlue(int width, int height, Rectangle white) throws Exception {
    BufferedImage picture = new BufferedImage(width, height, TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.WHITE);
    graphics.fill(white);
    return TestPictures.encode(picture, "png");
  }

  private static byte[] whiteOnBlack(int width, int height, Rectangle white) throws Exception {
    BufferedImage picture = new BufferedImage(width, height, TYPE_INT_RGB);
    picture.createGraphics().fill(white);
    return TestPictures.encode(picture, "png");
  }

  @Test
  void shouldSayThatABlackPictureHasNoDescriptorOfThisModel() throws Exception {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options(model(), Cuda.OFF, 2))) {
      byte[] black = TestPictures.encode(new BufferedImage(40, 40, TYPE_INT_RGB), "png");
      assertThatThrownBy(embedder.embed(black, Optional.empty(), Priority.QUERY)::join)
          .cause()
          .isInstanceOfSatisfying(
              CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VECTOR_INVALID));
    }
  }

  @Test
  void shouldGiveUpOnAPictureThatTakesTooLongToDecode() throws Exception {
    EmbeddingOptions hasty =
        new EmbeddingOptions(
            model(),
            new InferenceOptions(Cuda.OFF, 1, 1),
            new BatchOptions(1, Duration.ZERO),
            new DecodeOptions(
                1, new PictureLimits(1 << 24, 1 << 24), Duration.ofMillis(1), 1 << 30));
    try (OnnxEmbedder embedder = OnnxEmbedder.open(hasty)) {
      byte[] large = redAndBlue(".png", 4_000, 4_000);
      assertThatThrownBy(embedder.embed(large, Optional.empty(), Priority.INGEST)::join)
          .hasCauseInstanceOf(CiderException.class)
          .hasMessageContaining(ErrorCode.DECODE_TIMEOUT.name())
          .hasMessageContaining("embedding.decode.timeout.ms");
    }
  }

  @Test
  void shouldRefuseToStartWithoutAModelOfItsKind(@TempDir Path folder) throws Exception {
    Path none = folder.resolve("none.onnx");
    assertRefused(none, Cuda.OFF, ErrorCode.MODEL_MISSING, none.toString());
    assertRefused(none, Cuda.OFF, ErrorCode.MODEL_MISSING, "model.file");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    assertRefused(text, Cuda.OFF, ErrorCode.MODEL_INVALID, "not an ONNX model");
    assertRefused(model("nameless"), Cuda.OFF, ErrorCode.MODEL_INVALID, "cider.name, cider.bounds");
    assertRefused(model("longer"), Cuda.OFF, ErrorCode.MODEL_INVALID, "announce 4");
  }

  @Test
  void shouldRefuseToStartWithoutACudaDeviceThatIsRequired() throws Exception {
    assumeFalse(new File("/dev/nvidiactl").exists());
    assertRefused(model(), Cuda.REQUIRED, ErrorCode.CUDA_UNAVAILABLE, "embedding.cuda");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, embedding.sessions",
    "1, 0, 1, embedding.decode.threads",
    "1, 1, 2000000000, embedding.max.pixels"
  })
  void shouldRefuseSettingsOutsideTheirRange(
      int sessions, int decodeThreads, long maxPixels, String named) {
    assertThatThrownBy(
            () ->
                new EmbeddingOptions(
                    Path.of("model"),
                    new InferenceOptions(Cuda.OFF, sessions, 1),
                    new BatchOptions(1, Duration.ZERO),
                    new DecodeOptions(
                        decodeThreads,
                        new PictureLimits(1, maxPixels),
                        Duration.ofMillis(1),
                        1 << 30)))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID))
        .hasMessageContaining(named);
  }

  @Test
  void shouldCompleteNothingAfterItIsClosed() throws Exception {
    OnnxEmbedder embedder = OnnxEmbedder.open(options(model(), Cuda.OFF, 1));
    embedder.close();
    assertThat(embedder.embed(redAndBlue(".jpg", 64, 64), Optional.empty(), Priority.INGEST))
        .isCompletedExceptionally();
  }

  private static void assertRefused(Path model, Cuda cuda, ErrorCode code, String why) {
    assertThatThrownBy(() -> OnnxEmbedder.open(options(model, cuda, 1)).close())
        .isInstanceOfSatisfying(CiderException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
  }

  private static EmbeddingOptions options(Path model, Cuda cuda, int batch) {
    return new EmbeddingOptions(
        model,
        new InferenceOptions(cuda, 2, 1),
        new BatchOptions(batch, Duration.ofMillis(2)),
        new DecodeOptions(2, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(10), 1 << 30));
  }

  private static Path model() throws URISyntaxException {
    return model("tiny");
  }

  private static Path model(String name) throws URISyntaxException {
    return Path.of(OnnxEmbedderTest.class.getResource("/" + name + ".onnx").toURI());
  }

  private static BoundingBox left() {
    return new BoundingBox(0, 0, 0.45f, 1, 1);
  }

  private static BoundingBox right() {
    return new BoundingBox(0.55f, 0, 1, 1, 1);
  }
}
