package io.ciderstream.train.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossTest {
  private static final double T = 0.5;
  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void shouldAddTheMarginToTheAngle() {
    double angle = 0.7;
    Tensor descriptors = rows(2, (float) Math.cos(angle), (float) Math.sin(angle));
    Tensor centres = rows(2, 3, 0, 0, 2); // not of length 1
    ArcFace loss = new ArcFace(0.3, 30);

    Tensor cosines = loss.cosines(descriptors, centres);
    Tensor labels = Tensors.longs(new int[] {0}, cosines);
    double value = Tensors.value(loss.loss(cosines, labels));

    double right = 30 * Math.cos(angle + 0.3);
    double wrong = 30 * Math.sin(angle);
    assertThat(value).isCloseTo(-right + Math.log(Math.exp(right) + Math.exp(wrong)), within(1e-3));
    assertThat(loss.accuracy(cosines, labels)).isEqualTo(1);
  }

  @Test
  void shouldKeepFallingWhereTheMarginPassesPi() {
    ArcFace loss = new ArcFace(0.3, 1);
    Tensor labels = Tensors.longs(new int[] {0}, rows(1, 0));
    double before = Double.POSITIVE_INFINITY;
    for (double angle = 3.1; angle > 0.1; angle -= 0.1) {
      double value = Tensors.value(loss.loss(rows(2, (float) Math.cos(angle), 0), labels));
      assertThat(value).isLessThan(before);
      before = value;
    }
  }

  @Test
  void shouldGiveAFiniteGradientAtTheCentre() {
    Tensor descriptors = rows(2, 1, 0);
    descriptors.set_requires_grad(true);
    ArcFace loss = new ArcFace(0.3, 30);
    Tensor cosines = loss.cosines(descriptors, rows(2, 1, 0, 0, 1));

    loss.loss(cosines, Tensors.longs(new int[] {0}, cosines)).backward();

    for (float value : Tensors.floats(descriptors.grad())) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void shouldSeekThePartnerAmongAllViewsButThoseOfItsLabel() {
    // pictures 0 and 1 share a label, picture 2 has none
    double[] angles = {0, 0.5, 2, 0.2, 0.9, 2.5};
    int[] labels = {4, 4, -1};

    double value = Tensors.value(new ViewLosses(labels, T).infoNce(views(angles)));

    double expected = 0;
    for (int a = 0; a < 6; a++) {
      int partner = (a + 3) % 6;
      double sum = 0;
      for (int b = 0; b < 6; b++) {
        boolean same = a % 3 < 2 && b % 3 < 2;
        if (b != a && (b == partner || !same)) {
          sum += Math.exp(Math.cos(angles[a] - angles[b]) / T);
        }
      }
      expected += Math.log(sum) - Math.cos(angles[a] - angles[partner]) / T;
    }
    assertThat(value).isCloseTo(expected / 6, within(1e-5));
  }

  @Test
  void shouldContrastLabels() {
    double[] angles = {0, 0.5, 2, 0.2, 0.9, 2.5};
    int[] labels = {4, 4, -1};

    double value = Tensors.value(new ViewLosses(labels, T).supCon(views(angles)));

    double expected = 0;
    int[] labelled = {0, 1, 3, 4};
    for (int a : labelled) {
      double sum = 0;
      for (int b = 0; b < 6; b++) {
        sum += b == a ? 0 : Math.exp(Math.cos(angles[a] - angles[b]) / T);
      }
      for (int b : labelled) {
        expected += b == a ? 0 : (Math.log(sum) - Math.cos(angles[a] - angles[b]) / T) / 3;
      }
    }
    assertThat(value).isCloseTo(expected / 4, within(1e-5));
  }

  @Test
  void shouldContrastNothingWithoutLabels() {
    Tensor views = views(0, 1, 0.1, 1.1);
    views.set_requires_grad(true);

    Tensor loss = new ViewLosses(new int[] {-1, -1}, T).supCon(views);
    loss.backward();

    assertThat(Tensors.value(loss)).isZero();
    for (float value : Tensors.floats(views.grad())) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void shouldMeasureTheDistanceToTheStart() {
    double value = Tensors.value(ViewLosses.distillation(views(0, 1), views(0.5, 1)));

    assertThat(value).isCloseTo((1 - Math.cos(0.5)) / 2, within(1e-6));
  }

  private static Tensor rows(int columns, float... values) {
    return Tensor.create(values, values.length / columns, columns);
  }

  private static Tensor views(double... angles) {
    float[] values = new float[2 * angles.length];
    for (int i = 0; i < angles.length; i++) {
      values[2 * i] = (float) Math.cos(angles[i]);
      values[2 * i + 1] = (float) Math.sin(angles[i]);
    }
    return rows(2, values);
  }
}
