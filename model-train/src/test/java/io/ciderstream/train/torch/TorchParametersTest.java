package io.ciderstream.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchParametersTest {
  private final Weights weights = norm();

  @BeforeAll
  static void oneThread() {
    torch.set_num_threads(1);
  }

  @Test
  void shouldGiveBackWhatItWasGiven() {
    try (TorchParameters parameters = new TorchParameters(weights)) {
      Weights back = parameters.weights();

      assertThat(back.byName().keySet()).containsExactlyElementsOf(weights.byName().keySet());
      assertThat(back.get("norm.weight").values()).containsExactly(2, 3);
      assertThat(back.get("norm.weight").shape()).isEqualTo(Shape.of(2));
    }
  }

  @Test
  void shouldTrainWhatIsAskedForButNoStatistics() {
    try (TorchParameters parameters =
        new TorchParameters(weights, name -> true, new Device("cpu"))) {
      assertThat(parameters.trained().keySet()).containsExactly("norm.weight", "norm.bias");
      parameters.train(name -> name.endsWith("bias"));
      assertThat(parameters.trained().keySet()).containsExactly("norm.bias");
    }
  }

  @Test
  void shouldMoveStatisticsOfTheNormalisationsThatLearn() {
    try (TorchParameters parameters = new TorchParameters(weights);
        PointerScope scope = new PointerScope()) {
      run(parameters, new TorchMode.Training(name -> false, 1), batch());
      assertThat(parameters.weights().get("norm.running_mean").values()).containsExactly(0, 0);

      float[] values = run(parameters, new TorchMode.Training("norm"::equals, 1), batch());

      // the batch's mean is 2 and 20: one below it, one above it; then times 2 and 3
      assertThat(values).containsExactly(new float[] {-2, -3, 2, 3}, within(1e-3f));
      assertThat(parameters.weights().get("norm.running_mean").values())
          .containsExactly(new float[] {0.2f, 2}, within(1e-6f));
      assertThat(parameters.weights().get("norm.running_var").values())
          .containsExactly(new float[] {0.9f + 0.2f, 0.9f + 20}, within(1e-4f));
    }
  }

  private static Tensor batch() {
    return Tensor.create(new float[] {1, 10, 3, 30}, 2, 2);
  }

  @Test
  void shouldTakeOtherValuesWhileTrained() {
    try (TorchParameters parameters =
        new TorchParameters(weights, name -> true, new Device("cpu"))) {
      SequencedMap<String, Weight> other = new LinkedHashMap<>();
      other.put("norm.bias", new Weight(Shape.of(2), new float[] {7, 8}));
      parameters.set(new Weights(other));

      assertThat(parameters.weights().get("norm.bias").values()).containsExactly(7, 8);
      other.put("norm.bias", new Weight(Shape.of(3), new float[3]));
      assertThatThrownBy(() -> parameters.set(new Weights(other)))
          .hasMessageContaining("norm.bias [3]");
    }
  }

  @Test
  void shouldOnlyShiftWhereANormalisationWasFoldedUntilItTakesStatisticsOfBatches() {
    try (TorchParameters parameters = new TorchParameters(folded());
        PointerScope scope = new PointerScope()) {
      TorchMode.Training training = new TorchMode.Training(name -> true, 1);

      assertThat(shifted(parameters, new TorchMode.Inference())).containsExactly(4, 14, 6, 34);
      shifted(parameters, training);
      assertThat(shifted(parameters, new TorchMode.Inference()))
          .isNotEqualTo(new float[] {4, 14, 6, 34});
    }
  }

  @Test
  void shouldNotShiftOnceTheWeightsOfAFoldedNormalisationWereTrained() {
    try (TorchParameters parameters = new TorchParameters(folded());
        PointerScope scope = new PointerScope()) {
      assertThat(shifted(parameters, new TorchMode.Inference())).containsExactly(4, 14, 6, 34);
      parameters.train("norm.weight"::equals);
      Tensors.withoutGradients(() -> parameters.byName().get("norm.weight").mul_(new Scalar(2.0)));
      parameters.train(name -> false);

      float[] served = {5, 24, 9, 64};
      assertThat(shifted(parameters, new TorchMode.Inference()))
          .containsExactly(served, within(1e-4f));
      try (TorchParameters exported = new TorchParameters(parameters.weights())) {
        assertThat(shifted(parameters, new TorchMode.Inference()))
            .isEqualTo(shifted(exported, new TorchMode.Inference()));
      }
    }
  }

  @Test
  void shouldShiftAgainWhenTheValuesOfAFoldedNormalisationAreSet() {
    try (TorchParameters parameters = new TorchParameters(folded());
        PointerScope scope = new PointerScope()) {
      shifted(parameters, new TorchMode.Training(name -> true, 1));
      parameters.set(folded());

      assertThat(shifted(parameters, new TorchMode.Inference())).containsExactly(4, 14, 6, 34);
    }
  }

  private static float[] shifted(TorchParameters parameters, TorchMode mode) {
    return TorchParameters.floats(parameters.ops(mode).batchNorm(batch(), "norm", 2, 0.01));
  }

  private static float[] run(TorchParameters parameters, TorchMode mode, Tensor x) {
    return TorchParameters.floats(
        new TorchOps(parameters.byName(), mode).batchNorm(x, "norm", 2, 1e-5));
  }

  private static Weights folded() {
    SequencedMap<String, Weight> folded = new LinkedHashMap<>();
    folded.put("norm.weight", new Weight(Shape.of(2), new float[] {1, 1}));
    folded.put("norm.bias", new Weight(Shape.of(2), new float[] {3, 4}));
    folded.put("norm.running_mean", new Weight(Shape.of(2), new float[2]));
    folded.put("norm.running_var", new Weight(Shape.of(2), new float[] {0.99f, 0.99f}));
    return new Weights(folded);
  }

  private static Weights norm() {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    weights.put("norm.weight", new Weight(Shape.of(2), new float[] {2, 3}));
    weights.put("norm.bias", new Weight(Shape.of(2), new float[2]));
    weights.put("norm.running_mean", new Weight(Shape.of(2), new float[2]));
    weights.put("norm.running_var", new Weight(Shape.of(2), new float[] {1, 1}));
    return new Weights(weights);
  }
}
