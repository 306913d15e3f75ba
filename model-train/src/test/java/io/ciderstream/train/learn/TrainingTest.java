package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.data.Gldv2Tree;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.truth.RevisitedPickle;
import io.ciderstream.evaluation.truth.RevisitedTruth;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.NetworkFile;
import io.ciderstream.train.weights.WheelStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of the paper on a small drawn GLDv2, from the list to the model. */
class TrainingTest {
  private static final String CONFIG =
      """
      name: small
      seed: 7
      network:
        backbone: resnet18
        weights: random
        projection.dimension: 128
        context.dilations: [2]
      input: {sizes: [96x64, 64x64, 64x96], bounds: [0.77, 1.33]}
      data:
        - {kind: gldv2, exclude: overlap.txt}
      projection: {start: pca}
      run: {device: cpu, checkpoint-steps: 3}
      evaluations:
        - {name: all, index: [{kind: gldv2}]}
        - {name: towers, kind: revisited, truth: gnd.pkl, images: towers, sheet: 2}
      stages:
        - name: cider
          kind: labels
          epochs: 2
          batch: 4
          centres: means
          batch-statistics: 'cider\\.(norm|context\\..*_norm)'
          rates:
            - {names: 'cider\\..*|arcface\\..*', rate: 0.01}
        - name: cider-ft
          kind: labels
          epochs: 1
          batch: 4
          batch-statistics: 'cider\\.(norm|context\\..*_norm)'
          mask-sharpening: 3
          weight-interpolation: 0.9
          members: 2
          centres: kept
          rates:
            - {names: '.*', rate: 0.001}
      """;

  /** One epoch, measured in larger pictures and several scales. */
  private static final String SCALED =
      """
      name: scaled
      network: {backbone: resnet18, weights: random, projection.dimension: 128, context.dilations: [2]}
      input: {sizes: [96x64, 64x64, 64x96], bounds: [0.77, 1.33]}
      data:
        - {kind: gldv2, exclude: overlap.txt}
      projection: {start: pca}
      run: {device: cpu}
      evaluations:
        - {name: large, kind: revisited, truth: gnd.pkl, images: towers, sheet: 0, size: 96, scales: [0.7071, 1, 1.4142]}
      stages:
        - name: cider
          kind: labels
          epochs: 1
          batch: 4
          centres: means
          rates:
            - {names: 'cider\\..*|arcface\\..*', rate: 0.01}
      """;

  @TempDir Path folder;
  private final List<StepFigures> steps = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private int askedToStopAt = Integer.MAX_VALUE;
  private long measurements = Long.MAX_VALUE;

  @BeforeEach
  void draw() throws IOException {
    Gldv2Tree.write(folder, 4, 6);
    Files.writeString(folder.resolve("overlap.txt"), "103\n");
    Files.writeString(folder.resolve("config.yaml"), CONFIG);
    for (int landmark = 0; landmark < 2; landmark++) {
      for (int image = 0; image < 4; image++) {
        Gldv2Tree.draw(
            folder.resolve("towers/jpg/%d-%d.jpg".formatted(landmark, image)), landmark, image);
      }
    }
    Files.write(
        folder.resolve("gnd.pkl"),
        RevisitedPickle.of(
            List.of("0-1", "0-2", "0-3", "1-1", "1-2", "1-3"),
            List.of(
                query("0-0", List.of(0), List.of(1), List.of(2)),
                query("1-0", List.of(3), List.of(4, 5), List.of()))));
  }

  private static RevisitedPickle.Query query(
      String name, List<Integer> easy, List<Integer> hard, List<Integer> junk) {
    return new RevisitedPickle.Query(name, List.of(2, 3, 66, 60), easy, hard, junk);
  }

  @Test
  void shouldGoTheWayOfThePaperAndResumeBitForBit() throws IOException {
    byte[] whole = Files.readAllBytes(train("whole", false, Long.MAX_VALUE));
    List<StepFigures> uninterrupted = List.copyOf(steps);

    assertThat(messages).anyMatch(line -> line.contains("removed 1 landmarks with 6 pictures"));
    double first =
        uninterrupted.stream().limit(6).mapToDouble(StepFigures::loss).average().orElse(0);
    double last =
        uninterrupted.subList(uninterrupted.size() - 6, uninterrupted.size()).stream()
            .mapToDouble(StepFigures::loss)
            .average()
            .orElse(0);
    assertThat(last).isLessThan(0.8 * first);

    assertThatThrownBy(() -> train("cut", false, 8)).isInstanceOf(Stopped.class);
    assertStopsOnRequest();
    byte[] resumed = Files.readAllBytes(train("cut", true, Long.MAX_VALUE));

    assertThat(resumed).isEqualTo(whole);
    assertThat(losses("cut")).isEqualTo(losses("whole"));
    measurements = 4;
    assertThatThrownBy(() -> train("late", false, Long.MAX_VALUE)).isInstanceOf(Stopped.class);
    assertThat(folder.resolve("late/stage-1-member-0.safetensors")).exists();
    measurements = Long.MAX_VALUE;
    assertThat(Files.readAllBytes(train("late", true, Long.MAX_VALUE))).isEqualTo(whole);
    assertThat(Files.readString(folder.resolve("whole/report.html"))).contains("<svg", "Loss");
    assertThat(folder.resolve("whole/model.onnx")).isNotEmptyFile();
    assertThat(CiderModel.load(folder.resolve("whole/best.safetensors")).notes())
        .containsKey("best");
    assertThat(folder.resolve("whole/data.txt"))
        .content()
        .contains("all: 18 of its 24 queries are also learned from");
    assertThat(folder.resolve("whole/data.txt")).content().contains("train_clean.csv: removed 1");
    for (String file : List.of("data.txt", "model.json", "report.html")) {
      assertThat(folder.resolve("whole").resolve(file)).content().doesNotContain(folder.toString());
    }
    assertThatThrownBy(() -> train("whole", false, 0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("holds a run already");
    assertWritesQueryCrops(folder.resolve("whole"));
    assertMeasuredAsServed(folder.resolve("whole"), "towers", Scaling.AS_SERVED);
  }

  @Test
  void shouldMeasureInOtherSizesAsEvaluateDoes() throws IOException {
    Files.writeString(folder.resolve("config.yaml"), SCALED);

    train("scaled", false, Long.MAX_VALUE);

    assertMeasuredAsServed(
        folder.resolve("scaled"),
        "large",
        new Scaling(OptionalInt.of(96), List.of(0.7071, 1.0, 1.4142)));
  }

  /** As at Ctrl-C, in the first member of the second stage; the cut run continues after 6 steps. */
  private void assertStopsOnRequest() {
    Path checkpoint = folder.resolve("cut/checkpoints/stage-1-step-1");
    askedToStopAt = 7;
    assertThatThrownBy(() -> train("cut", true, Long.MAX_VALUE))
        .isInstanceOfSatisfying(
            TrainingStoppedException.class,
            stopped -> assertThat(stopped.checkpoint()).isEqualTo(checkpoint));
    askedToStopAt = Integer.MAX_VALUE;
    for (Path network : List.of(checkpoint, folder.resolve("cut"))) {
      assertThat(NetworkFile.of(network)).isEqualTo(checkpoint.resolve("network.safetensors"));
    }
    assertThat(CiderModel.load(NetworkFile.of(checkpoint)).card().name()).isEqualTo("small");
    assertThat(checkpoint.getParent().toFile().list())
        .containsExactlyInAnyOrder("stage-1-step-0", "stage-1-step-1");
  }

  private static void assertWritesQueryCrops(Path run) throws IOException {
    BufferedImage crop = ImageIO.read(run.resolve("queries-towers/0-0.png").toFile());
    assertThat(crop.getWidth()).isEqualTo(64);
    assertThat(crop.getHeight()).isEqualTo(57);
    assertThat(run.resolve("report.html")).content().contains("towers medium mAP", ">jpg/1-2.jpg<");
  }

  /** The benchmark's figures after the last epoch are those of {@code ./cider evaluate}. */
  private void assertMeasuredAsServed(Path run, String evaluation, Scaling scaling)
      throws IOException {
    List<String> scores = Files.readAllLines(run.resolve("scores.csv"));
    try (ScaledEmbedder embedder = ServedModel.open(run, scaling)) {
      Extraction extraction =
          new Extraction(embedder, folder.resolve("cache"), System::nanoTime, (done, all) -> {});
      EvaluationReport report =
          new Evaluator(extraction, System::nanoTime)
              .retrieval(
                  RevisitedTruth.read(folder.resolve("gnd.pkl"), folder.resolve("towers")),
                  List.of());
      assertThat(report.figures()).hasSize(3);
      for (Figures figures : report.figures()) {
        assertThat(last(scores, evaluation, figures.name() + " mAP"))
            .isCloseTo(100 * figures.map(), within(1e-9));
        figures
            .precisionAt()
            .forEach(
                (k, precision) ->
                    assertThat(last(scores, evaluation, "%s mP@%d".formatted(figures.name(), k)))
                        .isCloseTo(100 * precision, within(1e-9)));
      }
    }
  }

  private static double last(List<String> scores, String evaluation, String figure) {
    String line =
        scores.stream()
            .filter(score -> score.contains(",%s %s,".formatted(evaluation, figure)))
            .toList()
            .getLast();
    return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
  }

  @Test
  void shouldSayBeforeItLearnsWhatAnEvaluationLacks() throws IOException {
    Path picture = folder.resolve("towers/jpg/1-2.jpg");
    Files.delete(picture);
    assertThatThrownBy(() -> train("lacking", false, 0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("towers")
        .hasMessageContaining("1-2.jpg")
        .hasMessageContaining("--set evaluations=");
    Gldv2Tree.draw(picture, 1, 2);
    assertThatThrownBy(() -> train("lacking", false, 1)).isInstanceOf(Stopped.class);
    Files.delete(folder.resolve("gnd.pkl"));
    assertThatThrownBy(() -> train("without", false, 0))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("towers")
        .hasMessageContaining("gnd.pkl");
  }

  private List<String> losses(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("metrics.csv")).stream()
        // without seconds, pictures, waited and resident
        .map(line -> line.replaceAll("(,[^,]*){4}((,[^,]*){4})$", "$2"))
        .toList();
  }

  /** Trains until so many steps were made, or one measurement too many. */
  private Path train(String run, boolean resume, long stop) {
    steps.clear();
    messages.clear();
    StopRequest request = new StopRequest();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void say(String text) {
            messages.add(text);
            if (messages.stream().filter(line -> line.startsWith("all mAP ")).count()
                > measurements) {
              throw new Stopped();
            }
          }

          @Override
          public void step(String stage, StepFigures figures, long done, long all) {
            steps.add(figures);
            if (steps.size() == askedToStopAt) {
              request.request();
            }
            if (steps.size() == stop) {
              throw new Stopped();
            }
          }
        };
    TrainOptions options =
        new TrainOptions(folder.resolve("config.yaml"), folder, folder.resolve(run), resume, 1);
    WheelStore nothing = new WheelStore(folder, List.of("false"), Duration.ofSeconds(1));
    return new Training(options, nothing, Runnable::run, InstantSource.system(), listener, request)
        .run();
  }

  private static final class Stopped extends RuntimeException {}
}
