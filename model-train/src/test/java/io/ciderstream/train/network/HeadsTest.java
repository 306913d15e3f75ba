package io.ciderstream.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.OnnxRunner;
import io.ciderstream.train.network.head.Head;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.onnx.WeightPrecision;
import io.ciderstream.train.shape.NetworkCost;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.torch.TorchOps;
import io.ciderstream.train.torch.TorchParameters;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadsTest {
  /** torchvision's ResNet-101 without its classifier: 44,549,160 - 2,049,000. */
  private static final long RESNET101 = 42_500_160;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gem, 2048, true, 2048",
    "solar, 2048, false, 2048",
    "glam, 512, true, 2048",
    "dolg, 512, false, 2048",
    "token, 1024, true, 4096",
  })
  void shouldHaveTheParametersOfThePaperOnResNet101(
      String head, int dimension, boolean batchNorm, int vector) {
    CiderNetwork network =
        network(
            "resnet101",
            head,
            "projection.dimension",
            dimension,
            "projection.batch-norm",
            batchNorm);

    long pooling = head.equals("token") ? 0 : 1;
    long projection = layer(vector, dimension, 1) + (batchNorm ? 2 * dimension : 0);
    assertThat(NetworkCost.of(network, 448, 448).parameters())
        .isEqualTo(RESNET101 + publishedParameters(head) + pooling + projection);
    assertThat(ShapeOps.outputs(network, 2, 512, 352))
        .isEqualTo(Map.of("descriptors", Shape.of(2, dimension)));
  }

  /** Counts module by module as the authors' programs, and for GLAM the paper's figures, say. */
  private static long publishedParameters(String head) {
    return switch (head) {
      case "gem" -> 0;
      case "solar" -> secondOrder(1024, 256) + secondOrder(2048, 1024);
      case "glam" ->
          3 * 3 // along the channels
              + layer(2048, 512, 1)
              + 3 * layer(512, 512, 3)
              + layer(4 * 512, 1, 1)
              + 3 * layer(2048, 512, 1)
              + layer(512, 2048, 1)
              + 3;
      case "dolg" ->
          2 * layer(1024, 512, 1)
              + 3 * layer(1024, 512, 3)
              + layer(5 * 512, 1024, 1)
              + (layer(1024, 1024, 1) + 2 * 1024)
              + layer(1024, 1, 1)
              + layer(2048, 1024, 1);
      case "token" -> {
        long attention = 4 * layer(1024, 1024, 1);
        long norm = 2 * 1024;
        long encoder = attention + norm + layer(1024, 1024, 1);
        long decoder = 2 * attention + 2 * norm + layer(1024, 2048, 1) + layer(2048, 1024, 1);
        yield layer(2048, 1024, 1)
            + norm
            + 4 * 1024
            + (layer(1024, 1024, 1) + norm)
            + encoder
            + 2 * decoder;
      }
      default -> throw new IllegalArgumentException(head);
    };
  }

  private static long secondOrder(int channels, int narrow) {
    return 3 * layer(channels, narrow, 1) + 2 * 2 * narrow + layer(narrow, channels, 1);
  }

  private static long layer(int in, int out, int kernel) {
    return (long) in * out * kernel * kernel + out;
  }

  @Test
  void shouldHaveTheShapesOfThePapers() {
    assertThat(ShapeOps.parameters(network("resnet101", "solar")))
        .containsEntry("cider.soa4.query.weight", Shape.of(256, 1024, 1, 1))
        .containsEntry("cider.soa5.value.weight", Shape.of(1024, 2048, 1, 1));
    assertThat(ShapeOps.parameters(network("resnet101", "glam")))
        .containsEntry("cider.glam.local_channel.weight", Shape.of(1, 1, 3))
        .containsEntry("cider.glam.local_dilated3.weight", Shape.of(512, 512, 3, 3))
        .containsEntry("cider.glam.fusion", Shape.of(3));
    assertThat(ShapeOps.parameters(network("resnet101", "dolg")))
        .containsEntry("cider.dolg.local.dilated18.weight", Shape.of(512, 1024, 3, 3))
        .containsEntry("cider.dolg.global.weight", Shape.of(1024, 2048));
    assertThat(ShapeOps.parameters(network("resnet101", "token")))
        .containsEntry("cider.token.queries.weight", Shape.of(4, 1024, 1, 1))
        .containsEntry("cider.token.layer1.widen.weight", Shape.of(2048, 1024, 1, 1));
  }

  /** The published count is 7.8 G at 224 x 224 (torchvision, ResNet-101). */
  @Test
  void shouldCountTheMultiplyAddsOfResNet101() {
    CiderNetwork network = network("resnet101", "gem", "projection", "false");

    assertThat(NetworkCost.of(network, 224, 224).multiplyAdds() / 1e9).isCloseTo(7.8, within(0.05));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "gem, resnet18",
    "solar, resnet18",
    "glam, resnet18",
    "dolg, resnet18",
    "token, resnet18",
    "solar, efficientnet-lite0",
    "dolg, efficientnet-lite0",
    "token, efficientnet-lite0",
  })
  void shouldExportWhatLibtorchComputes(String head, String backbone) throws Exception {
    CiderNetwork network = network(backbone, head, "projection.dimension", 128);
    Weights weights = MeasuredStatistics.weights(network, 3);
    byte[] model = OnnxFile.write(head, network, weights, new LinkedHashMap<>());

    try (OnnxRunner onnx = new OnnxRunner(model);
        TorchRunner trained = new TorchRunner(network, weights, 1)) {
      for (int[] size : new int[][] {{1, 64, 96}, {3, 97, 65}}) {
        byte[] images = pixels(size[0], size[1], size[2]);
        float[] expected =
            trained.run(images, size[0], size[1], size[2]).get(CiderNetwork.DESCRIPTORS);
        float[] actual = onnx.run(images, size[0], size[1], size[2]).get(CiderNetwork.DESCRIPTORS);

        assertThat(actual).hasSize(size[0] * 128).containsExactly(expected, within(2e-5f));
        if (size[0] > 1) {
          assertThat(Arrays.copyOfRange(actual, 0, 128)).isNotEqualTo(last(actual));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gem", "solar", "glam", "dolg", "token"})
  void shouldLetEveryAddedParameterLearn(String head) {
    CiderNetwork network = network("efficientnet-lite0", head, "projection.dimension", 128);
    Predicate<String> added = name -> name.startsWith(CiderNetwork.PREFIX);
    torch.set_num_threads(1);
    try (TorchParameters parameters =
            new TorchParameters(MeasuredStatistics.weights(network, 3), added, new Device("cpu"));
        PointerScope scope = new PointerScope()) {
      TorchOps ops = new TorchOps(parameters.byName(), new TorchMode.Training(name -> false, 1));
      Tensor images = Tensor.create(pixels(3, 64, 96), false, 3, 64, 96, 3);
      Tensor descriptors = network.outputs(ops, images).get(CiderNetwork.DESCRIPTORS);
      descriptors.select(1, 0).sum().backward();

      parameters
          .trained()
          .forEach(
              (name, tensor) -> {
                float most = TorchParameters.floats(tensor.grad().abs().amax())[0];
                assertThat(most).as(name).isFinite();
                if (!isWithoutEffect(name)) {
                  assertThat(most).as(name).isPositive();
                }
              });
    }
  }

  /** A softmax over keys is the same whatever is added to all of them. */
  private static boolean isWithoutEffect(String name) {
    return name.endsWith("key.bias") && !name.contains("soa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gem", "solar", "glam", "dolg", "token"})
  void shouldKeepANetworkInAFileAndExportIt(String head) throws Exception {
    CiderNetwork network = network("efficientnet-lite0", head, "projection.dimension", 128);
    Weights weights = InitialWeights.of(network, MeasuredStatistics.weights(network, 1), 1);
    SizeGroups groups = SizeGroups.parse("64x64", "");
    CiderModel.of(head, network, weights, groups, new LinkedHashMap<>())
        .save(folder.resolve("model.safetensors"));

    CiderModel model = CiderModel.load(folder.resolve("model.safetensors"));
    CheckpointExport.export(model, folder.resolve("model.onnx"), WeightPrecision.FP16);

    assertThat(model.network()).isEqualTo(network);
    assertThat(Files.readString(folder.resolve("model.json")))
        .contains("\"head\" : \"%s\"".formatted(head))
        .doesNotContain("attention");
    try (OnnxRunner onnx = new OnnxRunner(Files.readAllBytes(folder.resolve("model.onnx")))) {
      assertThat(onnx.run(pixels(1, 64, 64), 1, 64, 64).keySet()).containsExactly("descriptors");
    }
  }

  @Test
  void shouldStartSolarAsPoolingAlone() {
    CiderNetwork gem = network("resnet18", "gem", "projection.dimension", 128);
    CiderNetwork solar = network("resnet18", "solar", "projection.dimension", 128);
    Weights known = MeasuredStatistics.weights(gem, 5);
    byte[] images = pixels(2, 64, 96);

    try (TorchRunner without = new TorchRunner(gem, InitialWeights.of(gem, known, 1), 1);
        TorchRunner with = new TorchRunner(solar, InitialWeights.of(solar, known, 1), 1)) {
      assertThat(with.run(images, 2, 64, 96).get("descriptors"))
          .containsExactly(without.run(images, 2, 64, 96).get("descriptors"), within(1e-6f));
    }
  }

  /** Paper, equation 1: what is kept of a local feature is orthogonal to the global vector. */
  @Test
  void shouldKeepWhatIsOrthogonalToTheGlobalVectorInDolg() {
    CiderNetwork network = network("resnet18", "dolg", "projection", "false");

    try (TorchRunner runner = new TorchRunner(network, MeasuredStatistics.weights(network, 2), 1)) {
      float[] both = runner.run(pixels(1, 64, 96), 1, 64, 96).get("descriptors");
      double dot = 0;
      double local = 0;
      for (int i = 0; i < both.length / 2; i++) {
        dot += both[i] * both[both.length / 2 + i];
        local += both[both.length / 2 + i] * both[both.length / 2 + i];
      }

      assertThat(local).isGreaterThan(1e-4);
      assertThat(dot / Math.sqrt(local)).isCloseTo(0, within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cider", "gem", "solar", "glam", "dolg", "token"})
  void shouldReadItsOwnTextBack(String head) {
    CiderOptions options = network("resnet50", head).options();

    assertThat(options.head().text()).isEqualTo(head);
    assertThat(OptionsText.read(OptionsText.write(options))).isEqualTo(options);
    assertThat(OptionsText.defaults()).containsEntry("head", "cider");
  }

  @Test
  void shouldHaveTheDefaultsOfThePapersOnEveryBackbone() {
    for (BackboneName backbone : BackboneName.values()) {
      for (Head head : Head.all()) {
        CiderNetwork network = network(backbone.text(), head.text());

        assertThat(network.options().head()).isEqualTo(head);
        assertThat(ShapeOps.outputs(network, 1, 70, 50).get("descriptors"))
            .isEqualTo(Shape.of(1, 2048));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "head, vgg, 'none of cider, gem, solar, glam, dolg, token'",
    "solar.last-ratio, 0, less than 1",
    "glam.ratio, 2, the head is solar",
    "excitation, true, not of solar",
  })
  void shouldSayWhichOptionIsWrong(String key, String value, String why) {
    Map<String, String> values = new LinkedHashMap<>(Map.of("head", "solar"));
    values.put(key, value);

    assertThatThrownBy(() -> OptionsText.read(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key.split("\\.")[0])
        .hasMessageContaining(why);
  }

  private static float[] last(float[] values) {
    return Arrays.copyOfRange(values, values.length - 128, values.length);
  }

  private static CiderNetwork network(String backbone, String head, Object... more) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("backbone", backbone);
    values.put("head", head);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], String.valueOf(more[i + 1]));
    }
    return new CiderNetwork(OptionsText.read(values));
  }

  private static byte[] pixels(int count, int height, int width) {
    byte[] images = new byte[count * height * width * 3];
    new Random(2).nextBytes(images);
    return images;
  }
}
