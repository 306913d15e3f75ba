package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsFitTest {
  private static WeightsFit checked(String name, float value) {
    Map<String, Weight> given = new LinkedHashMap<>();
    given.put(name, new Weight(Shape.of(2), new float[] {1, value}));
    return WeightsFit.of(
            new Weights(new LinkedHashMap<>(given)), Map.of(name, Shape.of(2)), any -> true)
        .checked("file.safetensors", "the network", false);
  }

  private static void assertRefused(String name, float value) {
    assertThatThrownBy(() -> checked(name, value))
        .isInstanceOfSatisfying(
            CiderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_INVALID);
              assertThat(e.detail()).contains("file.safetensors holds " + value + " in " + name);
            });
  }

  @Test
  void shouldRefuseValuesThatNoNetworkCanComputeWith() {
    assertRefused("conv.weight", Float.NaN);
    assertRefused("conv.weight", Float.POSITIVE_INFINITY);
    assertRefused("norm.running_var", -0.5f);
    assertThat(checked("conv.weight", -0.5f).loaded().byName()).hasSize(1);
    assertThat(checked("norm.running_var", 0).loaded().byName()).hasSize(1);
  }
}
