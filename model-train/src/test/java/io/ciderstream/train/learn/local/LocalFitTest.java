package io.ciderstream.train.learn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.train.learn.fit.RowMoments;
import io.ciderstream.train.learn.loss.Tensors;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LocalFitTest {
  private static final int POINTS = 4000;

  /** Of four numbers two tell points apart, one is large noise of the view, one is the same. */
  @Test
  void shouldKeepWhatTellsPointsApartAndDropWhatChangesWithTheView() {
    try (PointerScope scope = new PointerScope()) {
      Random random = new Random(1);
      float[] picture = new float[4 * POINTS];
      float[] view = new float[4 * POINTS];
      for (int i = 0; i < picture.length; i += 4) {
        for (int channel : new int[] {0, 1}) {
          picture[i + channel] = 3 + (float) random.nextGaussian();
          view[i + channel] = picture[i + channel] + 0.1f * (float) random.nextGaussian();
        }
        picture[i + 2] = 50 * (float) random.nextGaussian();
        view[i + 2] = 50 * (float) random.nextGaussian();
        picture[i + 3] = 7;
        view[i + 3] = 7;
      }
      RowMoments all = new RowMoments(4);
      RowMoments differences = new RowMoments(4);
      Tensor points = Tensor.create(picture, POINTS, 4);
      Tensor views = Tensor.create(view, POINTS, 4);
      all.add(points);
      all.add(views);
      differences.add(points.sub(views));

      LearnedWhitening whitening =
          LearnedWhitening.of(all.covariance(), differences.covariance(), all.mean(), 2, 1e-9);

      RowMoments projected = new RowMoments(2);
      projected.add(whitening.project(points));
      assertThat(Tensors.floats(projected.covariance()))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 0.05 ? 0 : Float.compare(a, b))
          .containsExactly(1, 0, 0, 1);
      float[] rows = Tensors.floats(whitening.rows());
      for (int ofNoise : new int[] {2, 6}) {
        assertThat(Math.abs(rows[ofNoise])).isLessThan(1e-2f);
      }
      float[] shift = Tensors.floats(whitening.shift());
      assertThat(shift[0]).isCloseTo(-3 * (rows[0] + rows[1]) - 7 * rows[3], within(0.2f));
    }
  }

  @Test
  void shouldMeasureHowMuchNearerTheOwnViewIs() {
    try (PointerScope scope = new PointerScope()) {
      Tensor points = Tensor.create(new float[] {1, 0, 0, 2, 3, 3}, 3, 2);
      Tensor views = Tensor.create(new float[] {5, 0, 1, 0, 1, 1}, 3, 2);

      float half = (float) Math.sqrt(0.5);
      float[] margins = LocalFit.margins(points, views);
      assertThat(margins[0]).isCloseTo(0, within(1e-6f));
      assertThat(margins[1]).isCloseTo(-half, within(1e-6f));
      assertThat(margins[2]).isCloseTo(1 - half, within(1e-6f));
    }
  }
}
