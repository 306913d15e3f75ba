package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.Pretrained;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.CiderOptions;
import io.ciderstream.train.network.FeatureNetwork;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWeightsTest {
  private static final BackboneName LITE = BackboneName.EFFICIENTNET_LITE0;
  private static final BackboneName RESNET = BackboneName.RESNET18;

  @TempDir Path folder;

  @Test
  void shouldRefuseTheWeightsOfAnotherBackbone() {
    Path file = folder.resolve("resnet18.safetensors");
    SafeTensors.write(file, new TensorFile(backbone(RESNET), new LinkedHashMap<>()));
    assertThatThrownBy(() -> Pretrained.file(file, LITE, network(LITE)))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_INVALID))
        .hasMessageContaining("does not fit efficientnet-lite0")
        .hasMessageContaining("_conv_stem.weight")
        .hasMessageContaining("conv1.weight");
  }

  @Test
  void shouldRefuseABackboneThatLacksOneParameter() {
    Weights most = backbone(RESNET).only(name -> !name.equals("layer2.0.bn1.bias"));
    assertThatThrownBy(() -> StartWeights.of(most, RESNET, network(RESNET), "file"))
        .hasMessageContaining("missing in the backbone: 1 (layer2.0.bn1.bias)");
  }

  @Test
  void shouldReportWhatIsLoadedWhatStartsAnewAndWhatIsNotUsed() {
    SequencedMap<String, Weight> file = new LinkedHashMap<>(backbone(RESNET).byName());
    file.put("fc.weight", new Weight(Shape.of(1), new float[1]));
    StartWeights start = StartWeights.of(new Weights(file), RESNET, network(RESNET), "file");
    assertThat(start.loaded().byName()).hasSize(file.size() - 1);
    assertThat(start.unused()).containsExactly("fc.weight");
    assertThat(start.fresh()).isNotEmpty().noneMatch(name -> name.startsWith("layer"));
    assertThat(start.report()).contains("not used: 1 (fc.weight)");
  }

  @Test
  void shouldAcceptThePrefixesOfWrappers() {
    for (String prefix : new String[] {"module.", "_orig_mod.module.", "model.backbone."}) {
      Weights wrapped = renamed(backbone(RESNET), name -> prefix + name);
      assertThat(StartWeights.of(wrapped, RESNET, network(RESNET), "file").unused()).isEmpty();
    }
  }

  /** timm numbers blocks within stages, and batch normalisations from 1. */
  @Test
  void shouldAcceptTheNamesOfTimm() {
    Weights ours = backbone(LITE);
    Weights timm = renamed(ours, StartWeightsTest::timm);
    assertThat(timm.byName())
        .containsKeys(
            "conv_stem.weight",
            "blocks.0.0.conv_dw.weight",
            "blocks.0.0.conv_pw.weight",
            "blocks.0.0.bn2.running_var",
            "blocks.1.1.conv_pwl.weight",
            "blocks.6.0.bn3.weight",
            "conv_head.weight",
            "bn2.running_mean");
    StartWeights start = StartWeights.of(timm, LITE, network(LITE), "file");
    assertThat(start.unused()).isEmpty();
    ours.byName()
        .forEach(
            (name, weight) ->
                assertThat(start.loaded().get(name).values()).isEqualTo(weight.values()));
  }

  private static String timm(String name) {
    int[] firsts = {0, 1, 3, 5, 8, 11, 15};
    if (!name.startsWith("_blocks.")) {
      return name.replace("_bn1.", "bn2.").replace("_bn0.", "bn1.").replaceFirst("^_", "");
    }
    String[] parts = name.split("\\.", 3);
    int number = Integer.parseInt(parts[1]);
    int stage = firsts.length - 1;
    while (firsts[stage] > number) {
      stage--;
    }
    String part =
        stage == 0
            ? parts[2]
                .replace("_bn2", "bn2")
                .replace("_bn1", "bn1")
                .replace("_depthwise_conv", "conv_dw")
                .replace("_project_conv", "conv_pw")
            : parts[2]
                .replace("_bn2", "bn3")
                .replace("_bn1", "bn2")
                .replace("_bn0", "bn1")
                .replace("_depthwise_conv", "conv_dw")
                .replace("_expand_conv", "conv_pw")
                .replace("_project_conv", "conv_pwl");
    return "blocks.%d.%d.%s".formatted(stage, number - firsts[stage], part);
  }

  private static Weights renamed(Weights weights, UnaryOperator<String> names) {
    SequencedMap<String, Weight> renamed = new LinkedHashMap<>();
    weights.byName().forEach((name, weight) -> renamed.put(names.apply(name), weight));
    return new Weights(renamed);
  }

  private static CiderNetwork network(BackboneName backbone) {
    CiderOptions options =
        OptionsText.read(new LinkedHashMap<>(Map.of("backbone", backbone.text())));
    return new CiderNetwork(options);
  }

  /** Every value is another one. */
  private static Weights backbone(BackboneName name) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    ShapeOps.parameters(new FeatureNetwork(name.backbone()))
        .forEach(
            (parameter, shape) -> {
              float[] values = new float[shape.count()];
              java.util.Arrays.fill(values, weights.size() + 1);
              weights.put(parameter, new Weight(shape, values));
            });
    return new Weights(weights);
  }
}
