package io.ciderstream.trials.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.Int8TestFile;
import io.ciderstream.evaluation.truth.LabelledPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsBenchTest {
  @TempDir private Path folder;
  @TempDir private Path cache;
  @TempDir private Path models;
  private Path model;

  @BeforeEach
  void copy() throws Exception {
    model = models.resolve("tiny.onnx");
    Files.copy(Path.of(getClass().getResource("/tiny.onnx").toURI()), model);
  }

  @Test
  void shouldCompareEveryPairOfWeights() throws IOException {
    Int8TestFile.write(model);
    List<Path> pictures = new ArrayList<>();
    for (String name : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png")) {
      pictures.add(picture(name));
    }
    JudgedSet set =
        new JudgedSet(
            "colours",
            LabelledPictures.read(folder, folder)
                .retrieval(Set.of("all"), Set.of("all"), List.of()));

    WeightsFigures figures =
        new WeightsBench(options(), List.of(set), cache, line -> {}).run(pictures, 2, 50);

    assertThat(figures.model()).startsWith("tiny, hash ");
    assertThat(figures.costs().ratio()).isPositive();
    assertThat(figures.rows())
        .extracting(row -> row.queries() + " in " + row.index())
        .containsExactly("fp32 in fp32", "int8 in fp32", "fp32 in int8", "int8 in int8");
    assertThat(figures.rows()).allSatisfy(row -> assertThat(row.maps()).containsKey("colours"));
    WeightsFigures.Cosines cosines = figures.cosines().get("colours");
    assertThat(cosines.pictures()).isEqualTo(4);
    assertThat(cosines.least()).isEqualTo(1, within(1e-5));
    try (var kept = Files.list(cache)) {
      assertThat(kept)
          .as("descriptors of one kind of weights are not taken for the other")
          .hasSize(2);
    }
  }

  @Test
  void shouldNeedAnInt8File() {
    WeightsBench bench = new WeightsBench(options(), List.of(), cache, line -> {});

    assertThatThrownBy(() -> bench.run(List.of(), 1, 0)).hasMessageContaining("there is no file");
  }

  private Path picture(String name) throws IOException {
    BufferedImage picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 48, 32, new int[48 * 32], 0, 48);
    for (int x = 0; x < 48; x++) {
      picture.setRGB(x, 5, name.startsWith("a") ? 0xff2010 : 0x10a0ff);
      picture.setRGB(x, name.endsWith("1.png") ? 6 : 7, name.startsWith("a") ? 0xff2010 : 0x10a0ff);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  private EmbeddingOptions options() {
    return new EmbeddingOptions(
        model,
        new InferenceOptions(Cuda.OFF, 1, 1),
        new BatchOptions(1, Duration.ZERO),
        new DecodeOptions(1, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(10), 1 << 30));
  }
}
