package io.ciderstream.train.learn.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.torch.TorchRunner;
import io.ciderstream.train.weights.Weights;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormFoldingTest {
  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-lite0", "resnet18"})
  void shouldComputeTheSameWithAllScaleInTheConvolutions(String backbone) {
    CiderNetwork network =
        new CiderNetwork(
            OptionsText.read(
                Map.of(
                    "backbone", backbone,
                    "excitation", "false",
                    "context", "false",
                    "localisation", "false",
                    "pooling.learnt", "false",
                    "projection", "false")));
    Weights weights = RandomWeights.of(network, 5);

    Weights folded = BatchNormFolding.fold(network, weights);

    assertThat(descriptors(network, folded))
        .containsExactly(descriptors(network, weights), within(2e-4f));
    folded.byName().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".running_mean"))
        .forEach(entry -> assertThat(entry.getValue().values()).containsOnly(0f));
    assertThat(weights.byName().keySet()).isEqualTo(folded.byName().keySet());
    assertThat(weights.byName().keySet()).anyMatch(name -> name.endsWith(".running_mean"));
  }

  private static float[] descriptors(CiderNetwork network, Weights weights) {
    byte[] images = new byte[2 * 64 * 96 * 3];
    new Random(3).nextBytes(images);
    try (TorchRunner runner = new TorchRunner(network, weights, 1)) {
      return runner.run(images, 2, 64, 96).get(CiderNetwork.DESCRIPTORS);
    }
  }
}
