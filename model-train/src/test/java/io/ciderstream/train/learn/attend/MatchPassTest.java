package io.ciderstream.train.learn.attend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MatchPassTest {
  @Test
  void shouldPointAtWhatOtherViewsShowAndOtherPicturesDoNot() {
    try (PointerScope scope = new PointerScope()) {
      Tensor cells = rows(subject(), sky(), ground());
      Tensor own = rows(sky(), subject());
      List<Tensor> others = List.of(rows(sky(), ground()), rows(sky()));

      float[] hints = MatchPass.hints(cells, own, others);

      assertThat(hints[0]).isGreaterThan(0.8f);
      assertThat(hints[1]).isLessThan(0.5f);
      assertThat(hints[2]).isLessThan(hints[1]);
    }
  }

  @Test
  void shouldSayNothingWhereAllCellsAreTheSame() {
    try (PointerScope scope = new PointerScope()) {
      float[] hints = MatchPass.hints(rows(sky(), sky()), rows(sky()), List.of(rows(sky())));

      assertThat(hints).containsExactly(0.5f, 0.5f);
    }
  }

  private static float[] subject() {
    return new float[] {1, 0, 0};
  }

  private static float[] sky() {
    return new float[] {0, 1, 0};
  }

  private static float[] ground() {
    return new float[] {0, 0, 1};
  }

  private static Tensor rows(float[]... rows) {
    float[] all = new float[3 * rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, 3 * i, 3);
    }
    return Tensor.create(all, rows.length, 3);
  }
}
