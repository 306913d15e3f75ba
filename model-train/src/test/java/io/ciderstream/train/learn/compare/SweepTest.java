package io.ciderstream.train.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
  @Test
  void shouldCombineEveryValueWithEveryOther() {
    Sweep sweep =
        new Sweep(
            List.of(
                Sweep.Axis.parse("network.pooling=[gem, average]"),
                Sweep.Axis.parse("seed=[1,2]")));

    assertThat(sweep.combinations())
        .extracting(Sweep.Combination::assignments)
        .containsExactly(
            List.of("network.pooling=gem", "seed=1"),
            List.of("network.pooling=gem", "seed=2"),
            List.of("network.pooling=average", "seed=1"),
            List.of("network.pooling=average", "seed=2"));
    assertThat(sweep.combinations())
        .extracting(Sweep.Combination::folder)
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo("network_pooling-gem--seed-1");
  }

  @Test
  void shouldTakeValuesThatAreLists() {
    assertThat(Sweep.Axis.parse("network.localisation.thresholds=[[0.3,0.6],[0.5]]").values())
        .containsExactly("[0.3, 0.6]", "[0.5]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=[a b, a_b]", "seed=[1, 1]", "network.weights=[a/b.pth, a_b.pth]"})
  void shouldRejectRunsOfOneFolder(String text) {
    Sweep sweep = new Sweep(List.of(Sweep.Axis.parse(text)));
    assertThatThrownBy(sweep::combinations)
        .hasMessageContaining("the folder of a run, ")
        .hasMessageContaining("is given twice");
  }

  @Test
  void shouldRejectAKeyThatIsGivenTwice() {
    List<Sweep.Axis> axes = List.of(Sweep.Axis.parse("seed=[1,2]"), Sweep.Axis.parse("seed=[3]"));
    assertThatThrownBy(() -> new Sweep(axes)).hasMessageContaining("the key seed is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "=[1]", "seed=1", "seed=[]", "seed=[1"})
  void shouldSayHowAnAxisIsWritten(String text) {
    assertThatThrownBy(() -> Sweep.Axis.parse(text)).hasMessageContaining("--sweep " + text);
  }
}
