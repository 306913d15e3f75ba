package io.ciderstream.trials.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.evaluation.rerank.NeighbourWeights;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.evaluation.truth.LabelledPictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerankBenchTest {
  private static final RerankOptions EXPANSION =
      new RerankOptions(
          Optional.empty(), Optional.of(new NeighbourWeights(1, 0)), Optional.empty(), 0);
  private static final RerankOptions VERIFICATION =
      new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), 50);

  @TempDir private Path folder;
  @TempDir private Path cache;

  /** The label's colours are a chain, whose ends only the middle connects. */
  @Test
  void shouldCompareAdditionsOverTheSameDescriptors() throws Exception {
    picture("a/1.png", new Color(250, 10, 10));
    picture("a/2.png", new Color(200, 120, 10));
    picture("a/3.png", new Color(120, 200, 10));
    picture("b/1.png", new Color(200, 10, 190));
    picture("b/2.png", new Color(180, 10, 210));
    JudgedSet set =
        new JudgedSet(
            "colours",
            LabelledPictures.read(folder, folder)
                .retrieval(Set.of("all"), Set.of("all"), List.of("a", "b")));
    List<String> log = new ArrayList<>();

    List<RerankFigures> figures =
        new RerankBench(options(), List.of(set), cache, log::add)
            .run(List.of(RerankOptions.NONE, EXPANSION, VERIFICATION), 2);

    assertThat(log).first().asString().contains("tiny has no local features");
    assertThat(figures)
        .extracting(RerankFigures::options)
        .containsExactly(RerankOptions.NONE, EXPANSION);
    RerankFigures none = figures.getFirst();
    RerankFigures expanded = figures.getLast();
    assertThat(none.maps()).containsOnlyKeys("colours", "a", "b", "other");
    assertThat(none.maps().get("other")).isNaN();
    assertThat(expanded.maps().get("a")).isGreaterThan(none.maps().get("a"));
    assertThat(expanded.queryMillis()).isPositive();
  }

  private void picture(String name, Color colour) throws IOException {
    BufferedImage picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 48, 32);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private static EmbeddingOptions options() throws Exception {
    return new EmbeddingOptions(
        Path.of(RerankBenchTest.class.getResource("/tiny.onnx").toURI()),
        new InferenceOptions(Cuda.OFF, 1, 1),
        new BatchOptions(1, Duration.ZERO),
        new DecodeOptions(1, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(10), 1 << 30));
  }
}
