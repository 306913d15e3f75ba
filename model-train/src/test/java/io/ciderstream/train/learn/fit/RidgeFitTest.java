package io.ciderstream.train.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.loss.Tensors;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class RidgeFitTest {
  private static final int CELLS = 500;

  @Test
  void shouldFindWhatTwoSourcesHintAtWhateverTheirScale() {
    Random random = new Random(1);
    try (PointerScope scope = new PointerScope()) {
      CellMoments one = moments(random, 1, 3);
      CellMoments other = moments(random, 100, -7);

      RidgeFit fit =
          RidgeFit.of(List.of(new RidgeFit.Hints(one, 1), new RidgeFit.Hints(other, 1)), 1e-4);

      // y = 2 a - b, a of deviation 1 and mean 5, b of deviation 3 and mean 0
      float[] weight = Tensors.floats(fit.weight());
      double deviation = Math.sqrt(4 + 9);
      assertThat((double) weight[0]).isCloseTo(2 / deviation, within(0.05));
      assertThat((double) weight[1]).isCloseTo(-1 / deviation, within(0.05));
      assertThat((double) weight[2]).isCloseTo(0, within(0.05));
      assertThat(fit.bias()).isCloseTo(-5 * 2 / deviation, within(0.2));
    }
  }

  private static CellMoments moments(Random random, float scale, float shift) {
    float[] cells = new float[3 * CELLS];
    float[] hints = new float[CELLS];
    for (int i = 0; i < CELLS; i++) {
      cells[3 * i] = (float) (5 + random.nextGaussian());
      cells[3 * i + 1] = (float) (3 * random.nextGaussian());
      cells[3 * i + 2] = (float) random.nextGaussian();
      hints[i] = shift + scale * (2 * cells[3 * i] - cells[3 * i + 1]);
    }
    CellMoments moments = new CellMoments(3);
    moments.add(Tensor.create(cells, CELLS, 3), hints);
    return moments;
  }
}
