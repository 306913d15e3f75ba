package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run could not learn from, or not well, is rejected before it begins. */
class TrainingRefusalTest {
  private static final String CONFIG =
      """
      name: refused
      network:
        backbone: resnet18
        weights: random
        context: false
        excitation: false
        projection.dimension: 128
      input: {sizes: [64x64, 96x64], bounds: [1.2]}
      data:
        - {kind: csv, list: list.csv, splits: [train], unlabelled: [other]}
      projection: {start: random}
      run: {device: cpu}
      stages:
        - {name: one, kind: STAGE}
      """;
  private static final String LABELS =
      "labels, batch: 4, epochs: 1, jitter: {scale: 0}, rates: [{names: '.*', rate: 0.001}]";
  private static final String VIEWS =
      "views, steps: 1, epochs: 1, rates: [{names: '.*', rate: 0.001}], mix: {view-size: 64, labels: 2, frames: 2, unlabelled: 2, clean: 4}";

  @TempDir static Path folder;
  private final List<String> messages = new ArrayList<>();
  private boolean begun;
  private boolean finished;

  @BeforeAll
  static void draw() throws IOException {
    StringBuilder list = new StringBuilder("file,split,label\n");
    for (int landmark = 0; landmark < 2; landmark++) {
      for (int image = 0; image < 4; image++) {
        String file = "%d-%d.jpg".formatted(landmark, image);
        Gldv2Tree.draw(folder.resolve(file), landmark, image);
        list.append("%s,%s,%d%n".formatted(file, image < 3 ? "train" : "other", landmark));
      }
    }
    list.append("0-0.jpg,again,0\n0-0.jpg,other-label,1\n0-0.jpg,nothing,\n");
    list.append("./0-0.jpg,dot,1\nup/../0-0.jpg,up,0\n");
    list.append("0-3.jpg,lone,0\n1-3.jpg,lone,1\n");
    Files.writeString(folder.resolve("list.csv"), list);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "LABELS | data.0.only-labels=0 | stages[0] (one) has nothing to tell apart, as all of the 3 labelled pictures have one label",
        "LABELS | data.0.splits=[] data.0.unlabelled=[train] | needs labelled pictures, but none of the 6 pictures has a label",
        "LABELS | stages.one.batch=7 | has batch 7, but only 6 labelled pictures can be used",
        "LABELS | stages.one.batch=1 stages.one.batch-statistics=cider.* | a batch is one picture, which has no variance; set batch to 2 or more",
        "LABELS | stages.one.rates.0.names=typo | would learn nothing, as its rates match no parameter's name",
        "LABELS | stages.one.rates.0.rate=0 | rate is 0.0, but must be more than 0",
        "LABELS | stages.one.rates.0.rate=-1 | stages[0].rates[0].rate is -1.0",
        "LABELS | stages.one.rates.0.rate=NaN | stages[0].rates[0].rate is NaN",
        "LABELS | stages.one.epochs=0 | stages[0].epochs is 0, which is not in 1 to",
        "LABELS | stages.one.weight-interpolation=0 | has weight-interpolation 0, which undoes all that it learns",
        "LABELS | seed=1.5 | seed is 1.5, which is not a whole number",
        "LABELS | stages= | The training configuration is wrong: there is no stage",
        "LABELS | input.sizes=[64x64,96x65536] | the size 96x65536 has a side of more than 4096 pixels",
        "LABELS | data.0.splits=[train,other-label] | has two labels, '0' and '1'",
        "LABELS | data.0.splits=[train,dot] | has two labels, '0' and '1'",
        "LABELS | data.0.splits=[train,up] | twice, labelled '0' and labelled '0'",
        "LABELS | data.0.splits=[train,again] | twice, labelled '0' and labelled '0'",
        "LABELS | data.0.unlabelled=[again] | twice, labelled '0' and without a label",
        "LABELS | run.best=mAP | run.best is 'mAP', but there are no evaluations",
        "VIEWS | stages.one.mix.labels=3 | has mix.labels 3, but there are only 2 labels with pictures",
        "VIEWS | stages.one.mix.frames=4 | has mix.frames 4, but there are only 3 pictures of any label",
        "VIEWS | stages.one.mix.unlabelled=3 | has mix.unlabelled 3, but there are only 2 unlabelled pictures",
        "VIEWS | stages.one.mix.clean=7 | has mix.clean 7, but there are only 6 labelled pictures",
        "VIEWS | stages.one.mix.labels=0 stages.one.mix.unlabelled=1 | each step needs two pictures to tell apart",
        "VIEWS | stages.one.mix.clean=1 stages.one.batch-statistics=cider.* | set mix.clean to 2 or more",
      })
  void shouldRefuseBeforeItLearns(String stage, String assignments, String message) {
    assertThatThrownBy(() -> train(stage, List.of(assignments.split(" ")), 0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining(message);
    assertThat(begun).isFalse();
  }

  @Test
  void shouldRefuseWhiteningThatTheLayerCannotTakeUp() {
    assertThatThrownBy(
            () -> train("LABELS", List.of("stages=[{name: whiten, kind: whitening}]"), 0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("to be whitened, which needs a projection without batch-norm");
  }

  @Test
  void shouldRefuseCentresThatWhiteningWouldLeaveBehind() {
    String kept = "{name: kept, kind: labels, centres: kept, batch: 4, rates: [{rate: 0.001}]}";
    assertThatThrownBy(
            () ->
                train(
                    "LABELS",
                    List.of(
                        "network.projection.batch-norm=false",
                        "stages=[{name: whiten, kind: whitening}, " + kept + "]"),
                    0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("stages[0] (whiten) turns the descriptors")
        .hasMessageContaining("centres kept");
  }

  @Test
  void shouldRefuseAnEvaluationWithoutRightAnswers() throws IOException {
    assertThatThrownBy(
            () ->
                train(
                    "LABELS",
                    List.of(
                        "evaluations=[{name: lone, index: [{kind: csv, list: list.csv, splits: [lone]}]}]"),
                    0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("No query of the evaluation lone has a right answer");
  }

  @Test
  void shouldRefuseAGroupOfAnEvaluationThatNoLabelIsIn() {
    String evaluation =
        "evaluations=[{name: all, group: nosuch, index: [{kind: csv, list: list.csv, splits: [train]}]}]";
    assertThatThrownBy(() -> train("LABELS", List.of(evaluation), 0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("No query has a label that the group 'nosuch' matches.")
        .hasMessageContaining("remove it from the configuration");
  }

  @Test
  void shouldWarnOfMorePrincipalComponentsThanPicturesHave() {
    assertThatThrownBy(() -> train("LABELS", List.of("projection.start=pca"), 1))
        .isInstanceOf(Stopped.class);
    assertThat(messages)
        .anyMatch(
            line ->
                line.contains("network.projection.dimension is 128, but 8 pictures have less")
                    && line.contains("projection.start=random"));
  }

  @Test
  void shouldSayWhichPatternsMatchNothing() {
    assertThatThrownBy(
            () ->
                train(
                    "LABELS",
                    List.of(
                        "stages.one.batch-statistics=typo",
                        "stages.one.rates=[{names: typo}, {names: '.*'}]"),
                    1))
        .isInstanceOf(Stopped.class);
    assertThat(messages)
        .anyMatch(line -> line.contains("has a rate for 'typo', which matches no parameter"))
        .anyMatch(line -> line.contains("batch-statistics 'typo', which matches no normalisation"));
  }

  @Test
  void shouldStopWithASentenceAndKeepTheLastGoodCheckpointWhenTheLossIsNoNumber() {
    assertThatThrownBy(
            () ->
                train(
                    "LABELS",
                    List.of(
                        "run.checkpoint-steps=1",
                        "stages.one.epochs=100",
                        "stages.one.max-gradient-norm=1e9",
                        "stages.one.rates=[{names: '.*weight', rate: 100}]"),
                    Long.MAX_VALUE))
        .isInstanceOf(CiderException.class)
        .hasMessageMatching("(?s).*The (loss|gradient) is .* at step .* of stage 'one'.*")
        .hasMessageContaining("Lower the stage's rates")
        .hasMessageContaining("The last good checkpoint is");
    assertThat(finished).isFalse();
  }

  private void train(String stage, List<String> assignments, long stop) throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, CONFIG.replace("STAGE", stage.equals("VIEWS") ? VIEWS : LABELS));
    TrainListener listener =
        new TrainListener() {
          @Override
          public void say(String text) {
            messages.add(text);
          }

          @Override
          public void step(String name, StepFigures figures, long done, long all) {
            if (done == stop) {
              throw new Stopped();
            }
          }
        };
    Path run = Files.createTempDirectory(folder, "run-").resolve("run");
    TrainOptions options = new TrainOptions(config, assignments, folder, run, false, 1);
    WheelStore nothing = new WheelStore(folder, List.of("false"), Duration.ofSeconds(1));
    try {
      new Training(
              options, nothing, Runnable::run, InstantSource.system(), listener, new StopRequest())
          .run();
    } finally {
      begun = Files.exists(run.resolve("config.yaml"));
      finished = Files.exists(run.resolve("model.safetensors"));
    }
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
