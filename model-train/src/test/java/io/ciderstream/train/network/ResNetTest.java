package io.ciderstream.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.OnnxRunner;
import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetTest {
  /** torchvision's counts, less those of the classifier: 512 or 2,048 x 1,000 + 1,000. */
  @ParameterizedTest
  @CsvSource({
    "RESNET18, 11176512, 100",
    "RESNET34, 21284672, 180",
    "RESNET50, 23508032, 265",
    "RESNET101, 42500160, 520"
  })
  void shouldHaveTheParametersOfTorchvision(BackboneName name, long learnt, int tensors) {
    SequencedMap<String, Shape> parameters = parameters(name);

    assertThat(
            parameters.entrySet().stream()
                .filter(entry -> !entry.getKey().contains(".running_"))
                .mapToLong(entry -> entry.getValue().count())
                .sum())
        .isEqualTo(learnt);
    assertThat(parameters).hasSize(tensors);
  }

  @Test
  void shouldNameThemAsTorchvisionDoes() {
    assertThat(parameters(BackboneName.RESNET50))
        .containsEntry("conv1.weight", Shape.of(64, 3, 7, 7))
        .containsEntry("bn1.running_mean", Shape.of(64))
        .containsEntry("layer1.0.downsample.0.weight", Shape.of(256, 64, 1, 1))
        .containsEntry("layer1.0.downsample.1.running_var", Shape.of(256))
        .containsEntry("layer2.0.conv2.weight", Shape.of(128, 128, 3, 3))
        .containsEntry("layer4.2.bn3.bias", Shape.of(2048))
        .doesNotContainKey("layer1.1.downsample.0.weight");
    assertThat(parameters(BackboneName.RESNET34))
        .containsEntry("layer3.5.conv2.weight", Shape.of(256, 256, 3, 3))
        .doesNotContainKey("layer1.0.downsample.0.weight");
  }

  @Test
  void shouldShrinkBy32RoundingUp() {
    assertThat(ResNet.resnet101().features(new ShapeOps(), Shape.of(1, 333, 217, 3)))
        .isEqualTo(Shape.of(1, 2048, 11, 7));
  }

  @ParameterizedTest(name = "{0} x {1} x {2}")
  @CsvSource({"1,64,96", "2,97,65", "1,40,33"})
  void shouldExportWhatLibtorchComputes(int count, int height, int width) throws Exception {
    NeuralNetwork network =
        new ResNet(
            List.of(
                new ResidualBlock("layer1.0", 64, 8, 1, true),
                new ResidualBlock("layer1.1", 32, 8, 1, true),
                new ResidualBlock("layer2.0", 32, 8, 2, true),
                new ResidualBlock("layer3.0", 32, 24, 2, false),
                new ResidualBlock("layer3.1", 24, 24, 1, false)));
    Weights weights = RandomWeights.of(network, 1);
    byte[] images = new byte[count * height * width * 3];
    new Random(2).nextBytes(images);

    try (OnnxRunner onnx =
            new OnnxRunner(OnnxFile.write("r", network, weights, new LinkedHashMap<>()));
        TorchRunner torch = new TorchRunner(network, weights, 1)) {
      float[] expected = torch.run(images, count, height, width).get("features");

      assertThat(expected).contains(0f);
      assertThat(onnx.run(images, count, height, width).get("features"))
          .containsExactly(expected, within(1e-5f));
    }
  }

  private static SequencedMap<String, Shape> parameters(BackboneName name) {
    return ShapeOps.parameters(name.backbone());
  }
}
