package io.ciderstream.train.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class RowMomentsTest {
  @Test
  void shouldGatherMeanAndProducts() {
    try (PointerScope scope = new PointerScope()) {
      RowMoments moments = new RowMoments(2);
      moments.add(Tensor.create(new float[] {1, 2}, 1, 2));
      moments.add(Tensor.create(new float[] {3, 6, 5, 1}, 2, 2));
      Tensor mean = moments.mean();

      assertThat(Tensors.floats(mean)).containsExactly(3, 3);
      assertCovariance(moments.covariance());
      assertCovariance(moments.meanProduct().sub(torch.outer(mean, mean)));
    }
  }

  private static void assertCovariance(Tensor tensor) {
    float[] covariance = Tensors.floats(tensor);
    assertThat(covariance[0]).isCloseTo(8f / 3, within(1e-5f));
    assertThat(covariance[1]).isCloseTo(-2f / 3, within(1e-5f));
    assertThat(covariance[3]).isCloseTo(14f / 3, within(1e-5f));
  }
}
