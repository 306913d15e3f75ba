package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.train.shape.Shape;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ParameterNamesTest {
  @Test
  void shouldTakeAwayWhatWrappersPutBeforeNamesAndLeaveOutCounters() {
    assertThat(
            named(
                "module.conv1.weight",
                "_orig_mod.module.bn1.weight",
                "model.layer1.0.conv1.weight",
                "module.bn1.num_batches_tracked",
                "fc.bias"))
        .containsExactly("conv1.weight", "bn1.weight", "layer1.0.conv1.weight", "fc.bias");
  }

  @Test
  void shouldRenameTheEfficientNetsOfTimm() {
    assertThat(
            named(
                "conv_stem.weight",
                "bn1.running_mean",
                "blocks.0.0.conv_dw.weight",
                "blocks.0.0.bn1.weight",
                "blocks.0.0.conv_pw.weight",
                "blocks.0.0.bn2.bias",
                "blocks.1.0.conv_pw.weight",
                "blocks.1.0.bn1.weight",
                "blocks.1.0.conv_dw.weight",
                "blocks.1.0.bn2.weight",
                "blocks.1.0.conv_pwl.weight",
                "blocks.1.0.bn3.weight",
                "blocks.1.1.conv_pwl.weight",
                "blocks.2.0.conv_pwl.weight",
                "conv_head.weight",
                "bn2.weight",
                "classifier.bias"))
        .containsExactly(
            "_conv_stem.weight",
            "_bn0.running_mean",
            "_blocks.0._depthwise_conv.weight",
            "_blocks.0._bn1.weight",
            "_blocks.0._project_conv.weight",
            "_blocks.0._bn2.bias",
            "_blocks.1._expand_conv.weight",
            "_blocks.1._bn0.weight",
            "_blocks.1._depthwise_conv.weight",
            "_blocks.1._bn1.weight",
            "_blocks.1._project_conv.weight",
            "_blocks.1._bn2.weight",
            "_blocks.2._project_conv.weight",
            "_blocks.3._project_conv.weight",
            "_conv_head.weight",
            "_bn1.weight",
            "_fc.bias");
  }

  @Test
  void shouldRefuseTwoParametersOfTheSameMeaning() {
    assertThatThrownBy(() -> named("module.a.weight", "a.weight"))
        .hasMessageContaining("two parameters that mean a.weight");
  }

  private static Iterable<String> named(String... names) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    for (String name : names) {
      weights.put(name, new Weight(Shape.of(1), new float[1]));
    }
    return ParameterNames.of(new Weights(weights)).byName().keySet();
  }
}
