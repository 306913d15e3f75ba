package io.ciderstream.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.ops.AttentionMask;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchMasksTest {
  private static final float[] ATTENTION = {0, 0.2f, 0.29f, 0.3f, 0.7f, 1};
  private static final float[] NONE = new float[6];

  @BeforeAll
  static void oneThread() {
    torch.set_num_threads(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldServeHardMasksWhateverWasTrained(AttentionMask.Kind kind) {
    try (PointerScope scope = new PointerScope()) {
      Tensor masked = new TorchOps(Map.of()).mask(map(ATTENTION), mask(kind));

      assertThat(TorchParameters.floats(masked)).containsExactly(0.1f, 0.1f, 0.1f, 1, 1, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldLearnByTheGradientOfTheSoftMask(AttentionMask.Kind kind) {
    try (PointerScope scope = new PointerScope()) {
      Tensor attention = map(ATTENTION).set_requires_grad(true);
      Tensor masked = training(2).mask(attention, mask(kind));
      masked.sum().backward();
      float[] values = TorchParameters.floats(masked);
      float[] gradients = TorchParameters.floats(attention.grad());

      for (int i = 0; i < ATTENTION.length; i++) {
        double share = 1 / (1 + Math.exp(-10 * (ATTENTION[i] - 0.3))); // k is 2 x 5
        double soft = 0.1 + 0.9 * share;
        double hard = ATTENTION[i] < 0.3f ? 0.1 : 1;
        assertThat(values[i])
            .isCloseTo((float) (kind == AttentionMask.Kind.SOFT ? soft : hard), within(1e-6f));
        assertThat(gradients[i]).isCloseTo((float) (0.9 * 10 * share * (1 - share)), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepAllOfAFlatMap(AttentionMask.Kind kind) {
    try (PointerScope scope = new PointerScope()) {
      Tensor attention = map(NONE).set_requires_grad(true);

      assertThat(TorchParameters.floats(training(1).mask(attention, mask(kind)))).containsOnly(1);
      assertThat(TorchParameters.floats(new TorchOps(Map.of()).mask(map(NONE), mask(kind))))
          .containsOnly(1);
    }
  }

  @Test
  void shouldStretchEachMapByItself() {
    try (PointerScope scope = new PointerScope()) {
      Tensor maps = Tensor.create(new float[] {1, 2, 3, 5, 7, 7, 7, 7.04f}, 2, 1, 2, 2);
      Tensor stretched = new TorchOps(Map.of()).minMax(maps, 0.05);

      assertThat(TorchParameters.floats(stretched)).containsExactly(0, 0.25f, 0.5f, 1, 0, 0, 0, 0);
    }
  }

  @Test
  void shouldGiveZerosNotNaNForAConstantMapAndABoundedGradient() {
    try (PointerScope scope = new PointerScope()) {
      Tensor map = map(new float[] {4, 4, 4, 4, 4, 4}).set_requires_grad(true);
      Tensor stretched = new TorchOps(Map.of()).minMax(map, 0);
      stretched.select(3, 0).sum().backward();

      assertThat(TorchParameters.floats(stretched)).containsOnly(0);
      for (float gradient : TorchParameters.floats(map.grad())) {
        assertThat(gradient).isFinite();
      }
    }
  }

  @Test
  void shouldLetAFlatMapLearn() {
    try (PointerScope scope = new PointerScope()) {
      Tensor map = map(new float[] {1, 1, 1, 1, 1, 1.01f}).set_requires_grad(true);
      Tensor stretched = training(1).minMax(map, 0.05);
      stretched.select(3, 5).sum().backward();

      assertThat(TorchParameters.floats(stretched)).containsOnly(0);
      assertThat(TorchParameters.floats(map.grad())[5]).isCloseTo(20, within(1e-3f));
    }
  }

  private static TorchOps training(double sharpening) {
    return new TorchOps(Map.of(), new TorchMode.Training(name -> false, sharpening));
  }

  private static AttentionMask mask(AttentionMask.Kind kind) {
    return new AttentionMask(kind, 0.3f, 0.1, 5);
  }

  private static Tensor map(float[] values) {
    return Tensor.create(values, 1, 1, 1, values.length);
  }
}
