package io.ciderstream.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.OnnxRunner;
import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.torch.TorchOps;
import io.ciderstream.train.torch.TorchParameters;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiderNetworkTest {
  private static final Map<String, String> BARE =
      Map.of("excitation", "false", "context", "false", "localisation", "false");

  @Test
  void shouldGiveTheOutputsOfThePaper() {
    CiderNetwork paper = new CiderNetwork(CiderOptions.paper());

    assertThat(ShapeOps.outputs(paper, 2, 320, 224))
        .isEqualTo(Map.of("descriptors", Shape.of(2, 2048), "attention", Shape.of(2, 10, 7)));
    assertThat(ShapeOps.parameters(paper))
        .containsEntry("cider.context.dilated18.weight", Shape.of(512, 2048, 3, 3))
        .containsEntry("cider.localisation.conv.weight", Shape.of(1, 2048, 1, 1))
        .containsEntry("cider.pool.power", Shape.of(1))
        .containsEntry("cider.norm.running_var", Shape.of(2048));
  }

  @Test
  void shouldGiveLocalFeaturesOfTheLastMapOfStride16WhateverTheHead() {
    for (String head : List.of("cider", "gem", "solar", "dolg")) {
      CiderNetwork network = network("efficientnet-lite0", Map.of("head", head), "local", "true");

      assertThat(ShapeOps.outputs(network, 2, 320, 256))
          .containsEntry("local_features", Shape.of(2, 65, 20, 16));
      assertThat(ShapeOps.parameters(network))
          .containsEntry("cider.local.conv.weight", Shape.of(65, 112, 1, 1))
          .containsEntry("cider.local.conv.bias", Shape.of(65));
    }
  }

  @Test
  void shouldLeaveOutWhatIsSwitchedOff() {
    CiderNetwork bare = network("resnet18", BARE, "pooling", "average", "projection", "false");

    assertThat(ShapeOps.outputs(bare, 1, 64, 64))
        .isEqualTo(Map.of("descriptors", Shape.of(1, 512)));
    assertThat(ShapeOps.parameters(bare).keySet()).noneMatch(n -> n.startsWith("cider."));
  }

  @Test
  void shouldStartAsIfTheResidualBlocksWereNotThere() {
    CiderNetwork bare = network("efficientnet-lite0", BARE, "projection.dimension", "128");
    CiderNetwork full =
        network(
            "efficientnet-lite0",
            Map.of("localisation", "false", "context.dilations", "2"),
            "projection.dimension",
            "128");
    Weights known = RandomWeights.of(bare, 5);
    byte[] images = pixels(2, 64, 96);

    try (TorchRunner without = new TorchRunner(bare, InitialWeights.of(bare, known, 1), 1);
        TorchRunner with = new TorchRunner(full, InitialWeights.of(full, known, 1), 1)) {
      assertThat(with.run(images, 2, 64, 96).get("descriptors"))
          .containsExactly(without.run(images, 2, 64, 96).get("descriptors"), within(1e-6f));
    }
  }

  @Test
  void shouldStartTheSameForTheSameSeedOnly() {
    CiderNetwork network =
        network("resnet18", Map.of("context", "false", "projection.dimension", "128"));
    Weights known = RandomWeights.of(network, 1).only(name -> !name.startsWith("cider."));
    Weights first = InitialWeights.of(network, known, 1);
    float[] values = first.get("cider.fc.weight").values();

    assertThat(InitialWeights.of(network, known, 1).get("cider.fc.weight").values())
        .isEqualTo(values);
    assertThat(InitialWeights.of(network, known, 2).get("cider.fc.weight").values())
        .isNotEqualTo(values);
    assertThat(first.get("conv1.weight")).isSameAs(known.get("conv1.weight"));
    assertThat(first.get("cider.pool.power").values()).containsExactly(3);
    assertThat(first.get("cider.excitation.expand.weight").values()).containsOnly(0);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({"resnet18, gem, true", "efficientnet-lite0, average, false"})
  void shouldExportWhatLibtorchComputes(String backbone, String pooling, String learnt)
      throws Exception {
    CiderNetwork network =
        network(
            backbone,
            Map.of(
                "projection.dimension",
                "128",
                "context.dilations",
                "2,3",
                "localisation.flat-range",
                "0",
                "context.mean-norm",
                String.valueOf(pooling.equals("average"))),
            "pooling",
            pooling,
            "pooling.learnt",
            learnt,
            "projection.normalise-before",
            learnt);
    Weights weights = MeasuredStatistics.weights(network, 3);
    byte[] model = OnnxFile.write("cider", network, weights, new LinkedHashMap<>());

    try (OnnxRunner onnx = new OnnxRunner(model);
        TorchRunner trained = new TorchRunner(network, weights, 1)) {
      for (int[] size : new int[][] {{1, 64, 96}, {2, 97, 65}, {1, 40, 33}}) {
        byte[] images = pixels(size[0], size[1], size[2]);
        var expected = trained.run(images, size[0], size[1], size[2]);
        var actual = onnx.run(images, size[0], size[1], size[2]);

        assertThat(actual.keySet()).containsExactly("descriptors", "attention");
        expected.forEach(
            (name, values) ->
                assertThat(actual.get(name))
                    .as("%s at %s", name, size)
                    .containsExactly(values, within(1e-5f)));
        assertThat(actual.get("attention")).contains(0f, 1f);
      }
    }
  }

  @Test
  void shouldServeAFlatPictureAsIfThereWereNoLocalisation() throws Exception {
    Map<String, String> small = Map.of("excitation", "false", "context", "false");
    CiderNetwork with =
        network(
            "efficientnet-lite0", small, "localisation.flat-range", "1000", "projection", "false");
    CiderNetwork without = network("efficientnet-lite0", BARE, "projection", "false");
    Weights weights = MeasuredStatistics.weights(with, 4);
    byte[] images = pixels(1, 64, 96);
    byte[] model = OnnxFile.write("flat", with, weights, new LinkedHashMap<>());

    try (OnnxRunner onnx = new OnnxRunner(model);
        TorchRunner trained = new TorchRunner(without, weights, 1)) {
      var served = onnx.run(images, 1, 64, 96);

      assertThat(served.get("attention")).hasSize(6).containsOnly(0);
      assertThat(served.get("descriptors"))
          .containsExactly(trained.run(images, 1, 64, 96).get("descriptors"), within(1e-5f));
    }
  }

  @Test
  void shouldLetEveryAddedParameterLearn() {
    CiderNetwork network =
        network(
            "efficientnet-lite0",
            Map.of(
                "projection.dimension",
                "128",
                "context.dilations",
                "2",
                "localisation.thresholds",
                "0.1,0.9"));
    Predicate<String> added = name -> name.startsWith(CiderNetwork.PREFIX);
    torch.set_num_threads(1);
    try (TorchParameters parameters =
            new TorchParameters(MeasuredStatistics.weights(network, 3), added, new Device("cpu"));
        PointerScope scope = new PointerScope()) {
      TorchOps ops = new TorchOps(parameters.byName(), new TorchMode.Training(added, 1));
      Tensor images = Tensor.create(pixels(3, 64, 96), false, 3, 64, 96, 3);
      Tensor descriptors = network.outputs(ops, images).get(CiderNetwork.DESCRIPTORS);
      descriptors.select(1, 0).sum().backward();

      assertThat(parameters.trained()).hasSizeGreaterThan(20);
      parameters
          .trained()
          .forEach(
              (name, tensor) -> {
                float most = TorchParameters.floats(tensor.grad().abs().amax())[0];
                assertThat(most).as(name).isPositive().isFinite();
              });
    }
  }

  @Test
  void shouldReadItsOwnTextBack() {
    for (CiderNetwork network :
        new CiderNetwork[] {
          network("resnet101", Map.of()),
          network("efficientnet-lite2", BARE, "pooling", "average", "projection", "false"),
          network("resnet34", Map.of("localisation.mask", "soft", "context.dilations", "")),
        }) {
      assertThat(OptionsText.read(OptionsText.write(network.options())))
          .isEqualTo(network.options());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "backbone, vgg, resnet18",
    "localisation.thresholds, '0.6,0.3', do not rise",
    "localisation.thresholds, '0.3,1.5', not within 0..1",
    "localisation.beta, 2, beta",
    "localisation.mask, hard, straight-through",
    "projection.dimension, 64, 128..2048",
    "excitation, maybe, true nor false",
    "colour, red, none of"
  })
  void shouldSayWhichOptionIsWrong(String key, String value, String why) {
    assertThatThrownBy(() -> OptionsText.read(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key.split("\\.")[0])
        .hasMessageContaining(why);
  }

  private static CiderNetwork network(
      String backbone, Map<String, String> options, String... more) {
    Map<String, String> values = new LinkedHashMap<>(options);
    values.put("backbone", backbone);
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return new CiderNetwork(OptionsText.read(values));
  }

  private static byte[] pixels(int count, int height, int width) {
    byte[] images = new byte[count * height * width * 3];
    new Random(2).nextBytes(images);
    return images;
  }
}
