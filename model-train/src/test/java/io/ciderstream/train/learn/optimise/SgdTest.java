package io.ciderstream.train.learn.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SgdTest {
  @Test
  void shouldStepByMomentumAndDecay() {
    try (PointerScope scope = new PointerScope()) {
      Tensor w = parameter(1, -2);
      Tensor frozen = parameter(5);
      SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
      parameters.put("w", w);
      parameters.put("unused", frozen);
      Map<String, Double> rates = Map.of("w", 0.1, "unused", 0.1);
      try (Sgd sgd = new Sgd(parameters, 0.9, 0.5)) {
        double[] expected = {1, -2};
        double[] velocity = {0, 0};
        for (int step = 0; step < 3; step++) {
          w.mul(new Scalar(3.0)).sum().backward(); // gradient 3
          sgd.step(rates);
          for (int i = 0; i < 2; i++) {
            velocity[i] = 0.9 * velocity[i] + 3 + 0.5 * expected[i];
            expected[i] -= 0.1 * velocity[i];
            assertThat((double) Tensors.floats(w)[i]).isCloseTo(expected[i], within(1e-5));
          }
        }
        assertThat(Tensors.floats(frozen)).containsExactly(5);
        assertThat(Tensors.floats(sgd.momenta().get("w"))[1])
            .isCloseTo((float) velocity[1], within(1e-5f));
      }
    }
  }

  @Test
  void shouldClipAllGradientsTogether() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = parameter(1);
      Tensor b = parameter(1);
      SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
      parameters.put("a", a);
      parameters.put("b", b);
      try (Sgd sgd = new Sgd(parameters, 0, 0)) {
        a.mul(new Scalar(3.0)).add(b.mul(new Scalar(4.0))).sum().backward();

        assertThat(sgd.clip(10)).isCloseTo(5, within(1e-6));
        assertThat(Tensors.floats(a.grad())).containsExactly(3);
        sgd.clip(1);
        assertThat(Tensors.floats(a.grad())[0]).isCloseTo(0.6f, within(1e-5f));
        assertThat(Tensors.floats(b.grad())[0]).isCloseTo(0.8f, within(1e-5f));
      }
    }
  }

  private static Tensor parameter(float... values) {
    Tensor tensor = Tensor.create(values, values.length);
    tensor.set_requires_grad(true);
    return tensor;
  }
}
