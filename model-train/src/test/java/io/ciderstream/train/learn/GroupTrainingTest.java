package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.distributed.LocalGroup;
import io.ciderstream.train.distributed.OneProcess;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes with a part of each batch take the steps of one with the whole batch. */
class GroupTrainingTest {
  private static final String NETWORK =
      """
      name: small
      network: {backbone: resnet18, weights: random, projection.dimension: 128}
      input: {sizes: [64x64], bounds: []}
      data:
        - {kind: folders, root: photos}
      projection: {start: pca}
      run: {device: cpu}
      stages:
      """;

  private static final String LABELS =
      NETWORK
          + """
              - kind: labels
                name: one
                epochs: 2
                batch: 5
                centres: means
                max-gradient-norm: 1
                rates:
                  - {names: '.*', rate: 0.001}
              - kind: labels
                name: two
                epochs: 1
                batch: 4
                centres: kept
                rates:
                  - {names: 'arcface.*|cider.*', rate: 0.01}
            """;

  private static final String STATISTICS =
      NETWORK
          + """
              - kind: labels
                name: one
                epochs: 1
                batch: 5
                centres: means
                batch-statistics: '.*'
                max-gradient-norm: 1
                rates:
                  - {names: '.*', rate: 0.001}
            """;

  private static final String VIEWS =
      NETWORK
          + """
              - kind: views
                name: one
                epochs: 1
                steps: 4
                mix: {view-size: 64, labels: 3, frames: 1, clean: 3, unlabelled: 0}
                rates:
                  - {names: '.*', rate: 0.001}
              - {name: attention, kind: attention, view-size: 64, composites: 4, match-weight: 0}
            """;

  @TempDir Path folder;

  @BeforeEach
  void draw() throws IOException {
    for (int picture = 0; picture < 10; picture++) {
      Path label = folder.resolve("photos/%d".formatted(picture % 3));
      Gldv2Tree.draw(label.resolve(picture + ".jpg"), picture % 3, picture);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LABELS, STATISTICS, VIEWS})
  void shouldTakeTheStepsOfOneProcess(String config) throws IOException {
    Run one = new Run(config, "one", Long.MAX_VALUE);
    Run two = new Run(config, "two", Long.MAX_VALUE);
    one.train(new OneProcess(), false);
    LocalGroup.run(2, folder.resolve("store"), group -> two.train(group, false));

    assertThat(two.steps).hasSameSizeAs(one.steps).isNotEmpty();
    for (int step = 0; step < one.steps.size(); step++) {
      StepFigures expected = one.steps.get(step);
      StepFigures found = two.steps.get(step);
      assertThat(found.pictures()).isEqualTo(expected.pictures());
      assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-3));
      assertThat(found.accuracy()).isCloseTo(expected.accuracy(), within(1e-6));
      assertThat(found.gradient())
          .isCloseTo(expected.gradient(), within(1e-3 * expected.gradient()));
    }
    // normalising five pictures amplifies what the order of a sum changes
    assertClose(two.model(), one.model(), config.equals(STATISTICS) ? 1e-3f : 1e-4f);
  }

  @Test
  void shouldStopTogetherAndResumeBitForBitAndAlsoAlone() throws IOException {
    Run whole = new Run(LABELS, "whole", Long.MAX_VALUE);
    LocalGroup.run(2, folder.resolve("store-whole"), group -> whole.train(group, false));

    for (String run : List.of("together", "alone")) {
      Run cut = new Run(LABELS, run, 3);
      assertThatThrownBy(
              () ->
                  LocalGroup.run(
                      2, folder.resolve("store-" + run), group -> cut.train(group, false)))
          .hasRootCauseInstanceOf(TrainingStoppedException.class);
      assertThat(cut.steps).hasSize(3);
    }
    Run together = new Run(LABELS, "together", Long.MAX_VALUE);
    LocalGroup.run(2, folder.resolve("store-again"), group -> together.train(group, true));
    Run alone = new Run(LABELS, "alone", Long.MAX_VALUE);
    alone.train(new OneProcess(), true);

    assertClose(together.model(), whole.model(), 0);
    assertClose(alone.model(), whole.model(), 1e-4f);
  }

  @Test
  void shouldRejectAnotherConfigurationInAnotherProcess() {
    assertThatThrownBy(
            () ->
                LocalGroup.run(
                    2,
                    folder.resolve("store"),
                    group ->
                        new Run(
                                group.first() ? LABELS : LABELS.replace("0.001", "0.002"),
                                "run",
                                Long.MAX_VALUE)
                            .train(group, false)))
        .rootCause()
        .hasMessageContaining("Process 1 has another configuration than process 0");
  }

  @Test
  void shouldRejectABatchThatIsTooSmallToShare() {
    Run run = new Run(LABELS.replace("batch: 4", "batch: 1"), "run", Long.MAX_VALUE);

    assertThatThrownBy(
            () -> LocalGroup.run(2, folder.resolve("store"), group -> run.train(group, false)))
        .rootCause()
        .hasMessageContaining("stages[1] (two) has batch 1, which 2 processes can't share");
  }

  private static void assertClose(CiderModel found, CiderModel expected, float most) {
    expected
        .weights()
        .byName()
        .forEach(
            (name, weight) ->
                assertThat(largestDifference(found.weights().get(name).values(), weight.values()))
                    .as(name)
                    .isLessThanOrEqualTo(most));
  }

  private static float largestDifference(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest;
  }

  /** A run whose last process asks to stop after some steps. */
  private final class Run {
    private final String config;
    private final String name;
    private final long stopAfter;
    private final List<StepFigures> steps = new ArrayList<>();

    Run(String config, String name, long stopAfter) {
      this.config = config;
      this.name = name;
      this.stopAfter = stopAfter;
    }

    Path train(ProcessGroup group, boolean resume) {
      Path file = folder.resolve("%s-%d.yaml".formatted(name, group.rank()));
      StopRequest stop = new StopRequest();
      TrainListener listener =
          new TrainListener() {
            private long taken;

            @Override
            public void say(String text) {}

            @Override
            public void step(String stage, StepFigures figures, long done, long all) {
              if (group.first()) {
                steps.add(figures);
              }
              if (++taken == stopAfter && group.rank() == group.size() - 1) {
                stop.request();
              }
            }
          };
      WheelStore nothing = new WheelStore(folder, List.of("false"), Duration.ofSeconds(1));
      try {
        Files.writeString(file, config);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      TrainOptions options = new TrainOptions(file, folder, folder.resolve(name), resume, 1);
      return new Training(
              options, nothing, Runnable::run, InstantSource.system(), listener, stop, group)
          .run();
    }

    CiderModel model() {
      return CiderModel.load(folder.resolve(name).resolve("model.safetensors"));
    }
  }
}
