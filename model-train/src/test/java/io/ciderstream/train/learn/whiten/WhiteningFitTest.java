package io.ciderstream.train.learn.whiten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhiteningFitTest {
  /** The moment's eigenvalues are 16 along (1,1)/sqrt 2 and 1 along (1,-1)/sqrt 2. */
  @ParameterizedTest
  @CsvSource({"0, 1, 0", "0.25, 0.75, -0.25", "0.5, 0.625, -0.375"})
  void shouldShortenWhatIsLong(double power, float same, float other) {
    try (PointerScope scope = new PointerScope()) {
      Tensor moment = Tensor.create(new double[] {8.5, 7.5, 7.5, 8.5}, 2, 2);

      float[] matrix = Tensors.floats(WhiteningFit.matrix(moment, power));

      assertThat(matrix).containsExactly(new float[] {same, other, other, same}, within(1e-6f));
    }
  }

  @Test
  void shouldBoundWhatADirectionGainsThatNoPictureHas() {
    try (PointerScope scope = new PointerScope()) {
      Tensor moment = Tensor.create(new double[] {1, 0, 0, 0}, 2, 2);

      float[] matrix = Tensors.floats(WhiteningFit.matrix(moment, 0.5));

      assertThat(matrix).containsExactly(new float[] {1, 0, 0, 1000}, within(1e-2f));
    }
  }
}
