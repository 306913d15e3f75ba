package io.ciderstream.train.learn.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void shouldScaleComponentsByTheFourthRootOfTheirEigenvalues() {
    try (PointerScope scope = new PointerScope()) {
      // eigenvalues 16 along (1,1)/sqrt 2 and 1 along (1,-1)/sqrt 2
      Tensor covariance = Tensor.create(new double[] {8.5, 7.5, 7.5, 8.5}, 2, 2);

      float[] rows = Tensors.floats(PrincipalComponents.components(covariance, 3));

      float half = (float) Math.sqrt(0.5);
      assertThat(rows[0]).isCloseTo(half / 2, within(1e-6f));
      assertThat(rows[1]).isCloseTo(half / 2, within(1e-6f));
      assertThat(Math.abs(rows[2])).isCloseTo(half, within(1e-6f));
      assertThat(rows[2] + rows[3]).isCloseTo(0, within(1e-6f));
      assertThat(rows[4]).isZero();
      assertThat(rows[5]).isZero();
    }
  }
}
