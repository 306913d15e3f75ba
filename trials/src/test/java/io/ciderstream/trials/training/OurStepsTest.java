package io.ciderstream.trials.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OurStepsTest {
  @Test
  void shouldLearnTheBatch() {
    CiderNetwork network =
        new CiderNetwork(
            OptionsText.read(Map.of("backbone", "resnet18", "projection.dimension", "128")));
    CiderModel model =
        CiderModel.of(
            "random",
            network,
            InitialWeights.of(network, new Weights(new LinkedHashMap<>()), 1),
            SizeGroups.parse("64x64", ""),
            new LinkedHashMap<>());
    StepSetting setting = new StepSetting(model, 4, new Size(64, 64), 1, "cpu", false);
    try (OurSteps steps = new OurSteps(setting, OurSteps.centres(setting))) {
      MeasuredSteps.Taken taken = steps.take(4);
      assertThat(taken.seconds()).isPositive();
      List<Double> losses = taken.losses();
      assertThat(losses).hasSize(4);
      assertThat(losses.getLast()).isLessThan(losses.getFirst());
    }
  }
}
