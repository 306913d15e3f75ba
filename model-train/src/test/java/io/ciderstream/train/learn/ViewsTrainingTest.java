package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.network.LocalOutput;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of the shipped model on a few drawn pictures. */
class ViewsTrainingTest {
  private static final String CONFIG =
      """
      name: views
      network:
        backbone: efficientnet-lite0
        weights: random
        fold-batch-norm: true
        excitation: false
        context: false
        localisation.thresholds: [0.2, 0.5]
        localisation.beta: 0.75
        localisation.flat-range: 0.01
        pooling.learnt: false
        projection.dimension: 128
        projection.normalise-before: true
        projection.batch-norm: false
        local: true
        local.dimension: 24
        box-threshold: 0.25
      input: {sizes: [96x64, 64x64, 64x96], bounds: [0.77, 1.33]}
      data:
        - {kind: csv, list: list.csv, splits: [train], unlabelled: [other]}
      loading: {cache-megabytes: 8}
      projection: {start: pca, centred: false}
      run: {device: cpu, checkpoint-steps: 1}
      evaluations:
        - name: held
          index: [{kind: csv, list: list.csv, splits: [held]}]
          group: '[01]'
          sheet: 2
      stages:
        - name: views
          kind: views
          members: 2
          epochs: 1
          steps: 3
          mix: {view-size: 64, labels: 2, frames: 2, unlabelled: 2, clean: 4}
          rates:
            - {names: 'cider\\.fc\\..*|arcface\\..*', rate: 0.025}
            - {names: '_blocks\\.15\\..*|_conv_head\\..*|_bn1\\..*', rate: 0.005}
          warm-up: 2
        - {name: attention, kind: attention, view-size: 64, composites: 20}
        - {name: local, kind: local, points: 6}
      """;

  @TempDir Path folder;
  private final List<StepFigures> steps = new ArrayList<>();
  private boolean stopAtAttention;

  @Test
  void shouldLearnFromViewsThenFindItsAttentionAndResumeBitForBit() throws IOException {
    draw();
    Files.writeString(folder.resolve("config.yaml"), CONFIG);

    CiderModel whole = CiderModel.load(train("whole", false, Long.MAX_VALUE));
    assertThat(steps).hasSize(6).allSatisfy(step -> assertThat(step.pictures()).isEqualTo(16));
    assertThatThrownBy(() -> train("cut", false, 5)).isInstanceOf(IllegalStateException.class);
    assertThat(tables("cut")).hasSize(1);
    CiderModel cut = CiderModel.load(train("cut", true, Long.MAX_VALUE));

    assertSame(cut, whole);
    assertThat(tables("cut")).isEmpty();
    assertThat(whole.card().boxThreshold()).hasValue(0.25);
    assertThat(values(whole, "cider.localisation.conv.bias")[0]).isNotZero();
    assertThat(whole.card().verification()).contains(LocalOutput.standard().verification());
    assertThat(values(whole, "cider.local.conv.bias")).hasSize(25).doesNotContain(0f);
    assertThat(Files.readAllLines(folder.resolve("cut/scores.csv")))
        .isEqualTo(Files.readAllLines(folder.resolve("whole/scores.csv")))
        .hasSize(1 + 6 * 3)
        .anyMatch(line -> line.startsWith("0,0,held mAP,"))
        .anyMatch(line -> line.startsWith("2,0,held mAP of the rest,"));
    assertThat(Files.readAllLines(folder.resolve("cut/losses.csv")))
        .isEqualTo(Files.readAllLines(folder.resolve("whole/losses.csv")))
        .hasSize(1 + 6);
    assertThat(Files.readString(folder.resolve("whole/report.html")))
        .contains("p QUERY", "p RIGHT", "data:image/jpeg;base64,", "<i style=");
  }

  /** The first stage trains weights of folded normalisations; the second computes with them. */
  @Test
  void shouldComputeALaterStageWithTheNormalisationsThatWereTrained() throws IOException {
    draw();
    Files.writeString(
        folder.resolve("config.yaml"),
        CONFIG
            .replace("members: 2", "members: 1")
            .replace("composites: 20", "composites: 4, match-weight: 0")
            .replaceAll("(?s)evaluations:.*stages:", "stages:"));

    CiderModel whole = CiderModel.load(train("whole", false, Long.MAX_VALUE));
    stopAtAttention = true;
    assertThatThrownBy(() -> train("cut", false, Long.MAX_VALUE)).hasMessage("stopped");
    stopAtAttention = false;

    assertSame(CiderModel.load(train("cut", true, Long.MAX_VALUE)), whole);
  }

  private static void assertSame(CiderModel resumed, CiderModel whole) {
    assertThat(resumed.weights().byName().keySet()).isEqualTo(whole.weights().byName().keySet());
    resumed
        .weights()
        .byName()
        .forEach(
            (name, weight) -> assertThat(weight.values()).as(name).isEqualTo(values(whole, name)));
  }

  private List<Path> tables(String run) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(run))) {
      return files.filter(file -> file.toString().endsWith(".rows")).toList();
    }
  }

  private void draw() throws IOException {
    StringBuilder list = new StringBuilder("file,split,label\n");
    for (int landmark = 0; landmark < 3; landmark++) {
      for (int image = 0; image < 8; image++) {
        String file = "%d-%d.jpg".formatted(landmark, image);
        Gldv2Tree.draw(folder.resolve(file), landmark, image);
        String split = image < 3 ? "train" : image < 5 ? "other" : "held";
        list.append("%s,%s,%d%n".formatted(file, split, landmark));
      }
    }
    Files.writeString(folder.resolve("list.csv"), list);
  }

  private static float[] values(CiderModel model, String name) {
    Weight weight = model.weights().get(name);
    return weight.values();
  }

  private Path train(String run, boolean resume, long stop) {
    steps.clear();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void say(String text) {
            if (stopAtAttention && text.startsWith("fitting the attention")) {
              throw new IllegalStateException("stopped");
            }
          }

          @Override
          public void step(String stage, StepFigures figures, long done, long all) {
            steps.add(figures);
            if (steps.size() == stop) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    TrainOptions options =
        new TrainOptions(folder.resolve("config.yaml"), folder, folder.resolve(run), resume, 1);
    WheelStore nothing = new WheelStore(folder, List.of("false"), Duration.ofSeconds(1));
    return new Training(
            options, nothing, Runnable::run, InstantSource.system(), listener, new StopRequest())
        .run();
  }
}
