package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whitening as it is served, of fewer pictures than a descriptor has numbers. */
class WhiteningTrainingTest {
  private static final String CONFIG =
      """
      name: whitened
      network:
        backbone: efficientnet-lite0
        weights: random
        excitation: false
        context: false
        localisation: false
        projection.dimension: 128
        projection.normalise-before: true
        projection.batch-norm: false
      input: {sizes: [64x64], bounds: []}
      data:
        - {kind: folders, root: photos}
      projection: {start: random}
      run: {device: cpu}
      stages:
        - {name: whitening, kind: whitening, power: POWER}
      """;

  @TempDir Path folder;

  /** Then the second moment has one direction for each picture, all of which become as long. */
  @Test
  void shouldMakeTheDescriptorsOfItsPicturesOrthogonal() throws IOException {
    for (int picture = 0; picture < 6; picture++) {
      Path label = folder.resolve("photos/%d".formatted(picture % 3));
      Gldv2Tree.draw(label.resolve(picture + ".jpg"), picture % 3, picture);
    }

    assertThat(cosines("0")).allSatisfy(cosine -> assertThat(cosine).isGreaterThan(0.5));
    assertThat(cosines("0.5")).allSatisfy(cosine -> assertThat(cosine).isBetween(-0.1, 0.1));
  }

  private List<Double> cosines(String power) throws IOException {
    Path run = folder.resolve("run-" + power);
    Files.writeString(folder.resolve("config.yaml"), CONFIG.replace("POWER", power));
    new Training(
            new TrainOptions(folder.resolve("config.yaml"), folder, run, false, 1),
            new WheelStore(folder, List.of("false"), Duration.ofSeconds(1)),
            Runnable::run,
            InstantSource.system(),
            new TrainListener() {
              @Override
              public void say(String text) {}

              @Override
              public void step(String stage, StepFigures figures, long done, long all) {}
            },
            new StopRequest())
        .run();
    List<float[]> vectors = new ArrayList<>();
    try (ScaledEmbedder embedder = ServedModel.open(run, Scaling.AS_SERVED)) {
      for (int picture = 0; picture < 6; picture++) {
        Path file = folder.resolve("photos/%d/%d.jpg".formatted(picture % 3, picture));
        vectors.add(embedder.embed(Files.readAllBytes(file), Optional.empty()).join().vector());
      }
    }
    List<Double> cosines = new ArrayList<>();
    for (int a = 0; a < vectors.size(); a++) {
      for (int b = 0; b < a; b++) {
        cosines.add(UnitVector.cosine(vectors.get(a), vectors.get(b)));
      }
    }
    return cosines;
  }
}
