package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two batches of four pictures make the same steps as one of eight. */
class AccumulationTest {
  private static final String CONFIG =
      """
      name: small
      network: {backbone: resnet18, weights: random, projection.dimension: 128}
      input: {sizes: [64x64], bounds: []}
      data:
        - {kind: folders, root: photos}
      projection: {start: random}
      run: {device: cpu}
      stages:
        - kind: labels
          name: one
          epochs: 3
          batch: %d
          accumulate: %d
          centres: random
          jitter: {scale: 0, brightness: 0}
          max-gradient-norm: 0
          rates:
            - {names: '.*', rate: 0.001}
      """;

  @TempDir Path folder;

  @Test
  void shouldTakeTheStepsOfTheLargerBatch() throws IOException {
    for (int picture = 0; picture < 8; picture++) {
      Path label = folder.resolve("photos/%s".formatted(picture % 2 == 0 ? "a" : "b"));
      Gldv2Tree.draw(label.resolve(picture + ".jpg"), picture % 2, picture);
    }
    List<StepFigures> whole = train("whole", 8, 1);
    List<StepFigures> halves = train("halves", 4, 2);

    assertThat(whole).hasSize(3).extracting(StepFigures::pictures).containsOnly(8);
    assertThat(halves).hasSize(3).extracting(StepFigures::pictures).containsOnly(8);
    assertThat(whole.getLast().loss()).isLessThan(whole.getFirst().loss());
    for (int step = 0; step < whole.size(); step++) {
      StepFigures expected = whole.get(step);
      assertThat(halves.get(step).loss()).isCloseTo(expected.loss(), within(1e-3));
      assertThat(halves.get(step).gradient())
          .isCloseTo(expected.gradient(), within(1e-2 * expected.gradient()));
    }
  }

  private List<StepFigures> train(String run, int batch, int accumulate) throws IOException {
    Path config = folder.resolve(run + ".yaml");
    Files.writeString(config, CONFIG.formatted(batch, accumulate));
    List<StepFigures> steps = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void say(String text) {}

          @Override
          public void step(String stage, StepFigures figures, long done, long all) {
            steps.add(figures);
          }
        };
    TrainOptions options = new TrainOptions(config, folder, folder.resolve(run), false, 1);
    WheelStore nothing = new WheelStore(folder, List.of("false"), Duration.ofSeconds(1));
    new Training(
            options, nothing, Runnable::run, InstantSource.system(), listener, new StopRequest())
        .run();
    return steps;
  }
}
