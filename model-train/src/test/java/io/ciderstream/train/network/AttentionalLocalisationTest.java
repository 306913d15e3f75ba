package io.ciderstream.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.ops.AttentionMask;
import io.ciderstream.train.torch.TorchOps;
import io.ciderstream.train.torch.TorchParameters;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AttentionalLocalisationTest {
  private static final AttentionalLocalisation BLOCK =
      new AttentionalLocalisation(
          "al",
          1,
          new CiderOptions.Localisation(
              List.of(0.3, 0.6), 0.1, AttentionMask.Kind.STRAIGHT_THROUGH, 10, 0.05));

  @BeforeAll
  static void oneThread() {
    torch.set_num_threads(1);
  }

  @Test
  void shouldKeepAPartOfWhatIsBelowEachThreshold() {
    // softplus of these is 1, 2, 3 and 5, so attention is 0, 1/4, 1/2 and 1
    float[] features = {before(1), before(2), before(3), before(5)};
    try (PointerScope scope = new PointerScope()) {
      var found = BLOCK.apply(ops(), Tensor.create(features, 1, 1, 2, 2));

      assertThat(TorchParameters.floats(found.attention()))
          .containsExactly(new float[] {0, 0.25f, 0.5f, 1}, within(1e-6f));
      // the masks weigh 1/4 and 3/4; at 1/2 only the first lets pass
      float[] kept = {0.1f, 0.1f, 0.25f + 0.075f, 1};
      for (int i = 0; i < kept.length; i++) {
        assertThat(TorchParameters.floats(found.features())[i])
            .isCloseTo(kept[i] * features[i], within(1e-5f));
      }
    }
  }

  @Test
  void shouldFindNothingInAFlatPictureAndKeepAllOfIt() {
    float[] features = {2, 2, 2, 2, 2, 2.01f};
    try (PointerScope scope = new PointerScope()) {
      var found = BLOCK.apply(ops(), Tensor.create(features, 1, 1, 2, 3));

      assertThat(TorchParameters.floats(found.attention())).containsOnly(0);
      assertThat(TorchParameters.floats(found.features())).containsExactly(features, within(1e-6f));
    }
  }

  private static TorchOps ops() {
    return new TorchOps(
        Map.of(
            "al.conv.weight", Tensor.create(new float[] {1}, 1, 1, 1, 1),
            "al.conv.bias", Tensor.create(new float[] {0}, 1),
            "al.weights", Tensor.create(new float[] {0, (float) Math.log(3)}, 2)));
  }

  private static float before(double softplus) {
    return (float) Math.log(Math.exp(softplus) - 1);
  }
}
