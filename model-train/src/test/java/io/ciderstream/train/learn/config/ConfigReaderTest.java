package io.ciderstream.train.learn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.load.MildJitter;
import io.ciderstream.train.load.StrongViews;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.CiderOptions;
import io.ciderstream.train.network.OptionsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final Path SHIPPED = Path.of("..", "configs");
  private static final EvaluationInput SERVED = new EvaluationInput(0, List.of("1"));
  private static final String MINIMAL =
      """
      name: small
      data: [{kind: gldv2}]
      stages:
        - {name: one, kind: labels, rates: [{names: '.*', rate: 0.001}]}
      """;

  @TempDir Path folder;

  @Test
  void shouldHaveThePapersDefaults() throws IOException {
    TrainConfig config = read(MINIMAL);

    assertThat(config.network().options()).isEqualTo(CiderOptions.paper());
    assertThat(config.groups().sizes())
        .containsExactly(
            new Size(512, 352),
            new Size(512, 384),
            new Size(448, 448),
            new Size(384, 512),
            new Size(352, 512));
    assertThat(config.groups().bounds()).containsExactly(0.67, 0.77, 1.33, 1.5);
    assertThat(config.data())
        .containsExactly(new Gldv2(folder.resolve("."), "train_clean.csv", Optional.empty()));
    Stage.Labels stage = (Stage.Labels) config.stages().getFirst();
    assertThat(stage.batch()).isEqualTo(64);
    assertThat(stage.arcface()).isEqualTo(new ArcFace(0.3, 30));
    assertThat(stage.jitter()).isEqualTo(new MildJitter(0.2, 0.1));
    assertThat(stage.options().epochs()).isEqualTo(5);
    assertThat(stage.options().weightInterpolation()).isEqualTo(1);
    Descent descent = stage.options().descent();
    assertThat(descent.finalRate()).isEqualTo(3e-6);
    assertThat(descent.momentum()).isEqualTo(0.9);
    assertThat(descent.weightDecay()).isEqualTo(1e-5);
  }

  @Test
  void shouldReadThePapersRun() {
    TrainConfig config = read(SHIPPED.resolve("cider-r101-rgldv2-clean.yaml"));

    Map<String, String> decided =
        Map.of("context.mean-norm", "true", "localisation.flat-range", "0");
    assertThat(config.network().options()).isEqualTo(OptionsText.read(decided));
    assertThat(config.stages()).hasSize(2);
    Descent first = config.stages().getFirst().options().descent();
    assertThat(first.rate("layer4.2.conv3.weight")).isEmpty();
    assertThat(first.rate("cider.fc.weight")).hasValue(1e-3);
    assertThat(first.rate("arcface.centres")).hasValue(1e-3);
    Stage.Labels second = (Stage.Labels) config.stages().getLast();
    assertThat(second.options().descent().rate("conv1.weight")).hasValue(1e-3);
    assertThat(second.centres()).isEqualTo(Stage.Centres.KEPT);
    assertThat(config.evaluations())
        .containsExactly(
            new EvaluationConfig.Revisited(
                "roxford5k",
                10,
                SERVED,
                folder.resolve("gnd_roxford5k.pkl"),
                folder.resolve("oxford5k")),
            new EvaluationConfig.Revisited(
                "rparis6k",
                10,
                SERVED,
                folder.resolve("gnd_rparis6k.pkl"),
                folder.resolve("paris6k")));
    ConfigText without =
        ConfigText.read(SHIPPED.resolve("cider-r101-rgldv2-clean.yaml"))
            .with(List.of("evaluations="));
    assertThat(ConfigReader.read(without, folder).evaluations()).isEmpty();
  }

  @Test
  void shouldReadTheShippedModelsRun() {
    TrainConfig config = read(SHIPPED.resolve("cider-lite0.yaml"));

    assertThat(config.network().options().backbone()).isEqualTo(BackboneName.EFFICIENTNET_LITE0);
    assertThat(config.network().options().projection())
        .hasValue(new CiderOptions.Projection(512, true, false));
    Stage.Views stage = (Stage.Views) config.stages().getFirst();
    assertThat(stage.views()).isEqualTo(StrongViews.standard());
    Descent descent = stage.options().descent();
    assertThat(descent.rate("_blocks.8._bn2.weight")).isEmpty();
    assertThat(descent.rate("_conv_stem.weight")).isEmpty();
    assertThat(descent.rate("_blocks.9._expand_conv.weight")).hasValue(0.005);
    assertThat(descent.rate("_blocks.15._bn2.bias")).hasValue(0.005);
    assertThat(descent.rate("_blocks.15._bn2.weight")).isEmpty();
    assertThat(descent.rate("_conv_head.weight")).hasValue(0.005);
    assertThat(descent.rate("cider.localisation.conv.weight")).isEmpty();
    assertThat(descent.rate("cider.fc.bias")).hasValue(0.025);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "seed: -1 | seed is -1, which is not in 0 to",
        "network: {backbone: vgg} | backbone is 'vgg'",
        "network: {depth: 3} | network.depth is unknown",
        "run: {device: tpu} | run.device is tpu, which is none of [auto, cpu, cuda]",
        "speed: fast | speed is unknown",
        "evaluations: [{name: a, kind: oxford}] | evaluations[0].kind is oxford, which is none of [labels, revisited]",
        "evaluations: [{name: a, kind: revisited, truth: t, images: i, size: 8}] | The size is 8 and the scales are [1.0], but must be 32 to 4096",
        "evaluations: [{name: a, kind: revisited, truth: t, images: i, scales: [1, x]}] | The scale 'x' is not a number",
        "evaluations: [{name: a, kind: revisited, truth: t}] | evaluations[0].images is missing",
        "evaluations: [{name: a, kind: revisited, truth: t, images: i, group: g}] | evaluations[0].group is unknown",
        "input: {sizes: [320x320], bounds: [0.5]} | input is wrong: 1 sizes need 0 bounds, not [0.5]",
        "input: {sizes: [320x320, 320x256]} | input is wrong: 2 sizes need 1 bounds, not []",
        "input: {bounds: []} | input is wrong: 5 sizes need 4 bounds, not []",
        "input: {sizes: [320x16]} | input is wrong: size 320x16 has a side below 32 pixels",
        "input: {sizes: [320]} | input is wrong: size '320' is not WIDTHxHEIGHT",
        "input: {sizes: [320x320, 320x256], bounds: [.nan]} | input is wrong: bounds [NaN]",
        "input: {sizes: [320x320, 320x256], bounds: [-1]} | input is wrong: bounds [-1.0]",
        "network: {localisation.sharpness: .inf} | localisation.sharpness is 'Infinity'",
        "network: {partial-weights: maybe} | network.partial-weights is maybe",
        "seed: .nan | seed is NaN",
        "name: again | duplicate key name",
      })
  void shouldNameTheKeyThatIsWrong(String line, String message) {
    assertThatThrownBy(() -> read(MINIMAL + line + "\n"))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "data: [   | dta: [    | dta is unknown; known are data,",
        "name: s   | nmae: s   | nmae is unknown",
        "stages:   | stage:    | stage is unknown",
        "kind: gldv2 | knd: gldv2 | data[0].knd is unknown; known are except-labels,",
        "kind: gldv2 | kind: csv, lst: a | data[0].lst is unknown; known are except-labels,",
        "name: one | nam: one | stages[0].nam is unknown",
      })
  void shouldNameAnUnknownKeyRatherThanWhatIsMissingForIt(
      String right, String wrong, String message) {
    assertThatThrownBy(() -> read(MINIMAL.replace(right, wrong)))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "labels | keep: 0.9 | stages[0].keep has a new name: write stages[0].weight-interpolation",
        "labels | least: 0 | write stages[0].final-rate",
        "labels | decay: 0 | write stages[0].weight-decay",
        "labels | clip: 10 | write stages[0].max-gradient-norm",
        "views | sharpen: 2 | write stages[0].mask-sharpening",
        "views | loss: {keep: 3} | stages[0].loss.keep has a new name: write stages[0].loss.distillation-weight",
        "views | views: {bends: 0.6} | write stages[0].views.bend-probability",
        "views | views: {turns: 0.6} | write stages[0].views.turn-probability",
        "views | views: {colours: 0.6} | write stages[0].views.colour-probability",
        "views | mix: {view: 64} | write stages[0].mix.view-size",
        "attention | matches: 640 | write stages[0].match-pictures",
      })
  void shouldRefuseAFormerKeyWithTheNewName(String kind, String key, String message) {
    assertThatThrownBy(
            () -> read(MINIMAL.replace("kind: labels", "kind: %s, %s".formatted(kind, key))))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input: {sizes: [320x256]}",
        "input: {sizes: [320x256], bounds: []}",
        "input: {sizes: 320x256}"
      })
  void shouldServeOneFixedSize(String input) throws IOException {
    TrainConfig config = read(MINIMAL + input + "\n");

    assertThat(config.groups().sizes()).containsExactly(new Size(320, 256));
    assertThat(config.groups().bounds()).isEmpty();
  }

  @Test
  void shouldNameTheStageThatIsWrong() {
    assertThatThrownBy(() -> read(MINIMAL.replace("kind: labels,", "kind: labels, batch: 2.5,")))
        .hasMessageContaining("stages[0].batch is 2.5, which is not a whole number");
    assertThatThrownBy(() -> read(MINIMAL.replace("rate: 0.001", "rate: 0.000001")))
        .hasMessageContaining("stages[0] is wrong: rate 1.0E-6 ends at 3.0E-6");
  }

  private TrainConfig read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("config.yaml"), text));
  }

  private TrainConfig read(Path file) {
    return ConfigReader.read(ConfigText.read(file), folder);
  }
}
