package io.ciderstream.trials.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.train.weights.WheelStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadsBenchTest {
  private static final String RECIPE =
      """
      name: tiny
      network: {backbone: efficientnet-lite0, weights: random, projection.dimension: 128}
      input: {sizes: [64x64]}
      data: [{kind: csv, list: list.csv, splits: [train]}]
      projection: {start: random}
      evaluations:
        - {name: all, index: [{kind: csv, list: list.csv, splits: [train]}], group: '[01]'}
      stages:
        - {name: one, kind: labels, epochs: 1, batch: 4, rates: [{names: 'cider.*', rate: 0.001}]}
      """;

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void shouldTrainExportMeasureAndKeepWhatIsFinished() throws IOException {
    writePictures();
    HeadsOptions options =
        new HeadsOptions(
            Files.writeString(folder.resolve("tiny.yaml"), RECIPE),
            List.of("stages.one.batch=6"),
            folder,
            folder.resolve("out"),
            List.of("gem", "dolg"),
            List.of(1L),
            1);

    List<HeadRow> rows = bench(options).run();

    assertThat(rows).extracting(HeadRow::head).containsExactly("gem", "dolg");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.figures().keySet())
                  .containsExactly("all mAP", "all mAP of [01]", "all mAP of the rest");
              assertThat(row.figures().values())
                  .allSatisfy(
                      seeds -> assertThat(seeds).hasSize(1).allMatch(v -> v > 0 && v <= 100));
              assertThat(row.rate()).isPositive();
              assertThat(row.size()).isEqualTo("64x64");
            });
    assertThat(rows.getFirst().parameters()).isLessThan(rows.getLast().parameters());
    assertThat(rows.getFirst().multiplyAdds()).isLessThan(rows.getLast().multiplyAdds());
    assertThat(Files.readString(folder.resolve("out/heads.json"))).contains("\"dolg\"");

    FileTime trained = Files.getLastModifiedTime(folder.resolve("out/dolg-1/model.onnx"));
    log.clear();
    List<HeadRow> again = bench(options).run();

    assertThat(log).contains("dolg, seed 1: finished before");
    assertThat(again.getLast().figures()).isEqualTo(rows.getLast().figures());
    assertThat(Files.getLastModifiedTime(folder.resolve("out/dolg-1/model.onnx")))
        .isEqualTo(trained);
  }

  private HeadsBench bench(HeadsOptions options) {
    Map<String, Object> defaults = new HashMap<>();
    EmbeddingSettings.ALL.forEach(s -> defaults.put(s.name(), s.defaultValue()));
    HeadRates rates =
        new HeadRates(
            model -> EmbeddingOptions.from(defaults::get, model, Optional.empty(), 1),
            List.of(folder.resolve("0.png")),
            1);
    WheelStore store = new WheelStore(folder, List.of("false"), Duration.ofSeconds(1));
    return new HeadsBench(options, store, rates, log::add);
  }

  /** Three pictures of each of four colours. */
  private void writePictures() throws IOException {
    StringBuilder list = new StringBuilder("file,split,label\n");
    for (int i = 0; i < 12; i++) {
      BufferedImage image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(Color.getHSBColor(i % 4 / 4f, 1, 1));
      graphics.fillRect(10 + i, 10, 50, 50 - i);
      graphics.dispose();
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
      list.append("%d.png,train,%d\n".formatted(i, i % 4));
    }
    Files.writeString(folder.resolve("list.csv"), list);
  }
}
