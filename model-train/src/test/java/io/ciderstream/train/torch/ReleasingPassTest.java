package io.ciderstream.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.weights.Weights;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasingPassTest {
  private static final int SIDE = 64;

  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-lite0", "resnet18"})
  void shouldComputeTheSameAndHoldOnlyTheOutputs(String backbone) {
    torch.set_num_threads(1);
    CiderNetwork network = new CiderNetwork(OptionsText.read(Map.of("backbone", backbone)));
    Weights weights = InitialWeights.of(network, new Weights(new LinkedHashMap<>()), 7);
    List<Tensor> made = new ArrayList<>();
    try (TorchParameters parameters = new TorchParameters(weights);
        PointerScope scope = new PointerScope()) {
      byte[] pixels = new byte[SIDE * SIDE * 3];
      new Random(1).nextBytes(pixels);
      Tensor images = Tensor.create(pixels, false, 1, SIDE, SIDE, 3);
      TorchOps ops = parameters.ops(new TorchMode.Inference());

      SequencedMap<String, Tensor> expected = network.outputs(ops, images);
      SequencedMap<String, Tensor> outputs =
          ReleasingPass.outputs(network, noting(ops, made), images);

      assertThat(outputs.keySet()).isEqualTo(expected.keySet());
      outputs.forEach(
          (name, output) ->
              assertThat(TorchParameters.floats(output))
                  .as(name)
                  .isEqualTo(TorchParameters.floats(expected.get(name))));
      assertThat(images.isNull()).isFalse();
      assertThat(made).hasSizeGreaterThan(50);
      assertThat(made.stream().filter(tensor -> !tensor.isNull()).toList())
          .allMatch(tensor -> outputs.values().stream().anyMatch(output -> output == tensor));
    }
  }

  /** Notes each tensor that an operation returns. */
  @SuppressWarnings("unchecked")
  private static Ops<Tensor> noting(TorchOps ops, List<Tensor> made) {
    return (Ops<Tensor>)
        Proxy.newProxyInstance(
            ReleasingPassTest.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(ops, arguments);
              if (result instanceof Collection<?> several) {
                several.forEach(one -> made.add((Tensor) one));
              } else {
                made.add((Tensor) result);
              }
              return result;
            });
  }
}
