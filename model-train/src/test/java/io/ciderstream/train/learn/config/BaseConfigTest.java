package io.ciderstream.train.learn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.head.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseConfigTest {
  private static final Path CONFIGS = Path.of("..", "configs");
  private static final String BASE =
      """
      seed: 4
      network: {backbone: resnet18, pooling: average}
      data: [{kind: gldv2}, {kind: gldv2, root: more}]
      run: {device: cpu, best: validation mAP}
      stages:
        - {name: one, kind: labels, rates: [{names: '.*', rate: 0.001}]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeBase() throws IOException {
    Files.createDirectories(folder.resolve("below"));
    write("base.yaml", BASE);
  }

  @Test
  void shouldSetItsKeysInThoseOfTheBase() throws IOException {
    ConfigText text =
        write(
            "below/own.yaml",
            """
            base: ../base.yaml
            name: own
            network: {head: solar, pooling: gem}
            data: [{kind: gldv2, root: other}]
            run: {best: }
            """);

    assertThat(text.keys()).doesNotContainKey("base");
    assertThat(text.keys().get("run")).isEqualTo(Map.of("device", "cpu"));
    TrainConfig config = ConfigReader.read(text, folder);
    assertThat(config.name()).isEqualTo("own");
    assertThat(config.seed()).isEqualTo(4);
    assertThat(config.network().options().backbone()).isEqualTo(BackboneName.RESNET18);
    assertThat(config.network().options().head().text()).isEqualTo("solar");
    assertThat(config.network().options().pooling()).isPresent();
    assertThat(config.data()).hasSize(1);
    assertThat(config.stages()).hasSize(1);
    assertThat(config.run().best()).isEmpty();
  }

  @Test
  void shouldTakeABaseWithABaseAndWriteTheWholeText() throws IOException {
    write("below/middle.yaml", "base: ../base.yaml\nname: middle\nseed: 5");
    ConfigText text = write("below/own.yaml", "base: middle.yaml\nname: own");

    assertThat(ConfigReader.read(text, folder).seed()).isEqualTo(5);
    assertThat(ConfigText.parse(text.text(), "again").hasSameKeys(text)).isTrue();
    assertThat(ConfigReader.read(text.with(List.of("seed=6")), folder).seed()).isEqualTo(6);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "base: none.yaml | none.yaml cannot be read",
        "base: own.yaml | may have itself as a base",
        "base: [base.yaml] | base must be the name of a configuration file",
        "base: ../base.yaml | name is missing",
        "{base: ../base.yaml, name: own, colour: red} | colour is unknown",
      })
  void shouldSayWhatIsWrong(String own, String message) {
    assertThatThrownBy(() -> ConfigReader.read(write("below/own.yaml", own), folder))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gem", "solar", "glam", "dolg", "token"})
  void shouldReadTheConfigurationOfEachHead(String head) {
    String name = head + "-r101-rgldv2-clean";
    TrainConfig config =
        ConfigReader.read(
            ConfigText.read(CONFIGS.resolve("heads").resolve(name + ".yaml")), folder);

    assertThat(config.name()).isEqualTo(name);
    assertThat(config.network().options().backbone()).isEqualTo(BackboneName.RESNET101);
    assertThat(Head.all()).contains(config.network().options().head());
    assertThat(config.network().options().head().text()).isEqualTo(head);
    assertThat(config.evaluations()).hasSize(2);
    Stage.Labels stage = (Stage.Labels) config.stages().getFirst();
    assertThat(stage.options().descent().rate("conv1.weight")).hasValue(1e-3);
    assertThat(stage.options().batchStatistics().matcher("cider.soa4.key_norm").matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cider", "gem", "solar", "glam", "dolg", "token"})
  void shouldReadTheSmallComparisonForEachHead(String head) {
    ConfigText text = ConfigText.read(CONFIGS.resolve("heads/lite0-photos.yaml"));
    TrainConfig config = ConfigReader.read(text.with(List.of("network.head=" + head)), folder);

    assertThat(config.network().options().head().text()).isEqualTo(head);
    assertThat(config.network().options().localisation().isPresent())
        .isEqualTo(head.equals("cider"));
  }

  private ConfigText write(String name, String text) throws IOException {
    return ConfigText.read(Files.writeString(folder.resolve(name), text));
  }
}
