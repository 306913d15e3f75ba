package io.ciderstream.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class SharedStatisticsTest {
  private static final int CHANNELS = 3;
  private static final double EPSILON = 1e-3;

  static {
    TorchLibraries.load();
  }

  @Test
  void shouldComputeWhatBatchNormComputesIfThereIsOneProcess() {
    SharedStatistics shared = new SharedStatistics(tensor -> {});
    try (PointerScope scope = new PointerScope()) {
      assertSame(results((x, norm) -> shared.normalise(x, norm, EPSILON)), ofLibtorch());
    }
  }

  /** Two processes with the same part have the statistics, and half the gradients, of one. */
  @Test
  void shouldAddUpGradientsOfAllProcesses() {
    SharedStatistics shared = new SharedStatistics(tensor -> tensor.mul_(new Scalar(2.0)));
    try (PointerScope scope = new PointerScope()) {
      List<float[]> found = results((x, norm) -> shared.normalise(x, norm, EPSILON));
      List<float[]> expected = ofLibtorch();
      expected.removeLast(); // whose unbiased variance is of twice as many rows
      found.removeLast();
      assertSame(found, expected);
    }
  }

  private interface Normalisation {
    Tensor of(Tensor x, SharedStatistics.Norm norm);
  }

  private static List<float[]> ofLibtorch() {
    return results(
        (x, norm) ->
            torch.batch_norm(
                x,
                new TensorOptional(norm.weight()),
                new TensorOptional(norm.bias()),
                new TensorOptional(norm.mean()),
                new TensorOptional(norm.variance()),
                true,
                TorchMode.Training.MOMENTUM,
                EPSILON,
                false));
  }

  /** Returns the result, the gradients of input, weight and bias, and the stored statistics. */
  private static List<float[]> results(Normalisation normalisation) {
    Random random = new Random(1);
    Tensor x = random(random, 4, CHANNELS, 5, 2).add(new Scalar(3.0)).detach();
    Tensor factors = random(random, 4, CHANNELS, 5, 2);
    SharedStatistics.Norm norm =
        new SharedStatistics.Norm(
            random(random, CHANNELS),
            random(random, CHANNELS),
            random(random, CHANNELS),
            random(random, CHANNELS).square());
    List<Tensor> learning = List.of(x, norm.weight(), norm.bias());
    learning.forEach(tensor -> tensor.set_requires_grad(true));
    Tensor result = normalisation.of(x, norm);
    result.mul(factors).sum().backward();
    List<float[]> all = new ArrayList<>();
    all.add(Tensors.floats(result));
    learning.forEach(tensor -> all.add(Tensors.floats(tensor.grad())));
    all.add(Tensors.floats(norm.mean()));
    all.add(Tensors.floats(norm.variance()));
    return all;
  }

  private static Tensor random(Random random, long... shape) {
    int count = 1;
    for (long side : shape) {
      count *= (int) side;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.create(values, shape);
  }

  private static void assertSame(List<float[]> found, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).as("tensor %d", i).containsExactly(expected.get(i), within(1e-5f));
    }
  }
}
