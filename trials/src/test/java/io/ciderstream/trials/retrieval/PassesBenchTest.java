package io.ciderstream.trials.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
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
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassesBenchTest {
  private static final Color LIGHT_RED = new Color(255, 180, 180);
  private static final Color LIGHT_GREEN = new Color(180, 255, 180);

  @TempDir private Path folder;

  /** The subject's colour is the label, and the background misleads: only two passes find it. */
  @Test
  void shouldMeasureWhatTheSecondPassCostsAndGains() throws Exception {
    picture("a/one.png", LIGHT_RED, Color.BLUE);
    picture("a/two.png", LIGHT_RED, Color.BLACK);
    picture("b/one.png", LIGHT_GREEN, Color.BLUE);
    picture("b/two.png", LIGHT_GREEN, Color.BLACK);
    JudgedSet set =
        new JudgedSet(
            "subjects",
            LabelledPictures.read(folder, folder)
                .retrieval(Set.of("all"), Set.of("all"), List.of()));
    List<String> log = new ArrayList<>();

    List<PassFigures> figures =
        new PassesBench(
                options(),
                List.of(Files.readAllBytes(folder.resolve("a/one.png"))),
                List.of(set),
                log::add)
            .run(2);

    assertThat(log).hasSize(4);
    assertThat(log.get(1)).contains("round 1 of 2: 2 pass");
    assertThat(log.get(2)).as("in turn").contains("round 2 of 2: 2 pass");
    assertThat(figures).extracting(PassFigures::passes).containsExactly(1, 2);
    assertThat(figures).extracting(PassFigures::model).doesNotHaveDuplicates();
    assertThat(figures)
        .allSatisfy(
            one -> {
              assertThat(one.perSecond()).isPositive();
              assertThat(one.inferMillis()).isPositive();
              assertThat(one.latencyP99()).isGreaterThanOrEqualTo(one.latencyP50());
            });
    assertThat(figures.getFirst().maps().get("subjects")).isLessThan(0.6);
    assertThat(figures.getLast().maps().get("subjects")).isEqualTo(1, within(1e-9));
  }

  private void picture(String name, Color subject, Color background) throws IOException {
    BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(background);
    graphics.fillRect(0, 0, 96, 64);
    graphics.setColor(subject);
    graphics.fillRect(36, 24, 24, 16);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private static EmbeddingOptions options() throws Exception {
    return new EmbeddingOptions(
        Path.of(PassesBenchTest.class.getResource("/attentive.onnx").toURI()),
        new InferenceOptions(Cuda.OFF, 1, 1),
        new BatchOptions(1, Duration.ZERO),
        new DecodeOptions(1, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(10), 1 << 30));
  }
}
