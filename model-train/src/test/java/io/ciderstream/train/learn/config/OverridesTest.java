package io.ciderstream.train.learn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  private static final Path DATA = Path.of("data");
  private static final ConfigText FILE =
      ConfigText.parse(
          """
          name: small
          seed: 1
          network: {pooling: gem, localisation.beta: 0.1}
          data: [{kind: gldv2}]
          stages:
            - {name: one, kind: labels, epochs: 3, rates: [{names: '.*', rate: 0.001}]}
            - {name: two, kind: labels, batch: 8, rates: [{names: '.*', rate: 0.001}]}
          """,
          "file");

  @Test
  void shouldSetKeysOfEveryDepth() {
    TrainConfig config =
        read(
            "seed=2",
            "network.pooling=average",
            "network.localisation.thresholds=[0.2, 0.4]",
            "stages.two.epochs=1",
            "stages.0.rates.0.rate=0.01",
            "stages.one.arcface.margin=0.2",
            "data.0.root=elsewhere",
            "run.device=cpu");

    assertThat(config.seed()).isEqualTo(2);
    assertThat(config.network().options().pooling()).isEmpty();
    assertThat(config.network().options().localisation().orElseThrow().thresholds())
        .containsExactly(0.2, 0.4);
    assertThat(config.network().options().localisation().orElseThrow().beta()).isEqualTo(0.1);
    assertThat(config.stages()).extracting(s -> s.options().epochs()).containsExactly(3, 1);
    Stage.Labels one = (Stage.Labels) config.stages().getFirst();
    assertThat(one.options().descent().rate("x")).hasValue(0.01);
    assertThat(one.arcface().margin()).isEqualTo(0.2);
    assertThat(((Gldv2) config.data().getFirst()).root()).isEqualTo(DATA.resolve("elsewhere"));
    assertThat(config.run().device()).isEqualTo(TrainConfig.Run.Compute.CPU);
  }

  @Test
  void shouldTakeAKeyOutWithoutAValue() {
    assertThat(((Stage.Labels) read("stages.two.batch=").stages().getLast()).batch()).isEqualTo(64);
  }

  @Test
  void shouldLetTheLastWordCountAndLeaveTheFileAlone() {
    assertThat(read("seed=2", "seed=3").seed()).isEqualTo(3);
    assertThat(read().seed()).isEqualTo(1);
    assertThat(FILE.with(List.of()).text()).isEqualTo(FILE.text());
  }

  @Test
  void shouldWriteWhatItReadsBack() {
    ConfigText changed = FILE.with(List.of("stages.one.rates.0.rate=0.000003", "name=true name"));
    ConfigText again = ConfigText.parse(changed.text(), "again");

    assertThat(again.hasSameKeys(changed)).isTrue();
    assertThat(again.hasSameKeys(FILE)).isFalse();
    assertThat(ConfigReader.read(again, DATA).name()).isEqualTo("true name");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "seed | --set seed is not of the form KEY=VALUE",
        "=2 | --set =2 is not of the form KEY=VALUE",
        "seed=-1 | seed is -1, which is not in",
        "speed=1 | speed is unknown",
        "stages.three.epochs=1 | is none of stages, which are [one, two]",
        "stages.one.epoch=1 | stages[0].epoch is unknown",
        "seed.more=1 | seed has no keys below it",
        "network.depth=3 | network.depth is unknown",
        "stages.one= | elements of a list cannot be removed",
        "name=[a | no YAML",
      })
  void shouldCheckLikeTheFile(String assignment, String message) {
    assertThatThrownBy(() -> read(assignment))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining(message);
  }

  private static TrainConfig read(String... assignments) {
    return ConfigReader.read(FILE.with(Arrays.asList(assignments)), DATA);
  }
}
