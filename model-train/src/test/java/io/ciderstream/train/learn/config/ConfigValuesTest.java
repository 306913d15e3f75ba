package io.ciderstream.train.learn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.data.CsvList;
import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.evaluation.data.LabelFolders;
import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.train.learn.config.Descent.Rate;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.plan.ViewBatches;
import io.ciderstream.train.load.ColourShift;
import io.ciderstream.train.load.MildJitter;
import io.ciderstream.train.load.StrongViews;
import io.ciderstream.train.load.Viewpoint;
import io.ciderstream.train.network.OptionsText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run computes must not change with the classes that read its configuration. */
class ConfigValuesTest {
  private static final Path DATA = Path.of("data");
  private static final Path SHIPPED = Path.of("..", "configs");
  private static final String NOTHING = "(?!)";
  private static final EvaluationInput SERVED = new EvaluationInput(0, List.of("1"));
  private static final ArcFace ARC_FACE = new ArcFace(0.3, 30);
  private static final StrongViews STRONG_VIEWS =
      new StrongViews(
          new Viewpoint(0.3, 0.14, 0.6, 15, 0.6),
          0.2,
          new ColourShift(0.4, 0.8, 0.15, 0.4, 0.15),
          0.3,
          0.6);
  private static final Rate TAIL =
      rate(
          "_blocks\\.(9|1[0-5])\\._(\\w+_conv\\.weight|bn\\d\\.bias)|_conv_head\\.weight|_bn1\\.bias",
          0.005);
  private static final List<String> SMALL_SIZES =
      List.of("384x256", "352x256", "320x320", "256x352", "256x384");

  @Test
  void shouldHaveDefaultsOfLabels() {
    assertSame(
        stage("labels"),
        new Stage.Labels(
            plain(5, new Descent(List.of(), 3e-6, 0.9, 1e-5, 0, 1, 10)),
            64,
            ARC_FACE,
            new MildJitter(0.2, 0.1),
            Stage.Centres.RANDOM));
  }

  @Test
  void shouldHaveDefaultsOfViews() {
    assertSame(
        stage("views"),
        new Stage.Views(
            plain(3, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10)),
            30,
            new ViewBatches.Mix(20, 2, 24, 224, 32, 0.7),
            STRONG_VIEWS,
            new Stage.LossTerms(0.07, 0.3, 3, 0.3),
            ARC_FACE,
            Stage.Centres.MEANS));
  }

  @Test
  void shouldHaveDefaultsOfAttention() {
    assertSame(
        stage("attention"),
        new Stage.Attention(
            plain(1, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10)),
            1,
            Pattern.compile(NOTHING),
            1000,
            1,
            640,
            1,
            1400,
            224,
            0.4,
            0.03));
  }

  @Test
  void shouldHaveDefaultsOfLocalFeatures() {
    assertSame(
        stage("local"),
        new Stage.Local(
            plain(1, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10)),
            1400,
            120,
            STRONG_VIEWS,
            0.1,
            0.03));
  }

  @Test
  void shouldHaveDefaultsOfWhitening() {
    assertSame(
        stage("whitening"),
        new Stage.Whitening(plain(1, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10)), 0.2, 20_000));
  }

  @Test
  void shouldHaveDefaultsOfTheOtherSections() {
    TrainConfig config =
        read(
            """
            name: small
            data: [{kind: gldv2}, {kind: folders, root: r}, {kind: csv, list: l.csv}]
            stages: [{name: one, kind: labels, rates: [{}]}]
            evaluations: [{name: e, index: [{kind: gldv2}]}]
            """);
    assertThat(config.seed()).isEqualTo(1);
    assertThat(config.network())
        .isEqualTo(new NetworkConfig("packaged", false, false, 0.6, Map.of()));
    assertThat(OptionsText.defaults())
        .containsExactly(
            Map.entry("backbone", "resnet101"),
            Map.entry("excitation", "true"),
            Map.entry("excitation.ratio", "16"),
            Map.entry("context", "true"),
            Map.entry("context.dilations", "6,12,18"),
            Map.entry("context.mean-norm", "false"),
            Map.entry("localisation", "true"),
            Map.entry("localisation.thresholds", "0.3,0.6"),
            Map.entry("localisation.beta", "0.1"),
            Map.entry("localisation.mask", "straight-through"),
            Map.entry("localisation.sharpness", "10.0"),
            Map.entry("localisation.flat-range", "0.05"),
            Map.entry("pooling", "gem"),
            Map.entry("pooling.power", "3.0"),
            Map.entry("pooling.learnt", "true"),
            Map.entry("projection", "true"),
            Map.entry("projection.dimension", "2048"),
            Map.entry("projection.normalise-before", "false"),
            Map.entry("projection.batch-norm", "true"),
            Map.entry("local", "false"),
            Map.entry("local.dimension", "64"),
            Map.entry("local.keep", "160"),
            Map.entry("local.similarity", "0.5"),
            Map.entry("local.tolerance", "1.5"),
            Map.entry("local.cap", "15"),
            Map.entry("local.least", "8"),
            Map.entry("local.verified", "20"),
            Map.entry("head", "cider"),
            Map.entry("solar.middle-ratio", "4"),
            Map.entry("solar.last-ratio", "2"),
            Map.entry("glam.ratio", "4"),
            Map.entry("glam.kernel", "3"),
            Map.entry("glam.dilations", "1,2,3"),
            Map.entry("dolg.ratio", "2"),
            Map.entry("dolg.dilations", "6,12,18"),
            Map.entry("token.tokens", "4"),
            Map.entry("token.ratio", "2"),
            Map.entry("token.heads", "8"),
            Map.entry("token.layers", "2"));
    assertThat(config.loading()).isEqualTo(new TrainConfig.Loading(0, 2));
    assertThat(config.projection())
        .isEqualTo(new TrainConfig.Projection(TrainConfig.Projection.Start.PCA, true, 20_000));
    assertThat(config.run()).isEqualTo(run(500));
    assertSame(
        config.data(),
        List.of(
            new Gldv2(DATA.resolve("."), "train_clean.csv", Optional.empty()),
            new LabelFolders(DATA.resolve("r"), false, Optional.empty()),
            csv("l.csv", Set.of(), Set.of())));
    assertThat(config.stages().getFirst().options().descent().rate("any")).hasValue(1e-3);
    assertSame(
        config.evaluations(),
        List.of(
            new EvaluationConfig.Labels(
                "e",
                10,
                SERVED,
                List.of(new Gldv2(DATA.resolve("."), "train_clean.csv", Optional.empty())),
                List.of(),
                Optional.empty())));
  }

  @Test
  void shouldResolveTheAblation() {
    TrainConfig config = shipped("ablation");
    assertSame(
        config,
        new TrainConfig(
            "ablation",
            1,
            new NetworkConfig(
                "packaged",
                false,
                true,
                0.6,
                Map.ofEntries(
                    Map.entry("backbone", "efficientnet-lite0"),
                    Map.entry("excitation", "false"),
                    Map.entry("context", "false"),
                    Map.entry("localisation", "false"),
                    Map.entry("pooling", "gem"),
                    Map.entry("pooling.power", "3"),
                    Map.entry("pooling.learnt", "false"),
                    Map.entry("projection.dimension", "512"),
                    Map.entry("projection.normalise-before", "true"),
                    Map.entry("projection.batch-norm", "false"))),
            small(),
            new TrainConfig.Loading(1024, 2),
            List.of(csv("photos.csv", Set.of("train"), Set.of("distractor"))),
            new TrainConfig.Projection(TrainConfig.Projection.Start.PCA, false, 20_000),
            List.of(
                views(
                    options("views", 1, views(rate("cider\\..*|arcface\\..*", 0.025)), 1, 1),
                    60,
                    new ViewBatches.Mix(8, 2, 10, 224, 14, 0.7))),
            List.of(),
            run(40)));
  }

  @Test
  void shouldResolveTheShippedModel() {
    TrainConfig config = shipped("cider-lite0");
    assertSame(
        config,
        new TrainConfig(
            "cider-lite0",
            1,
            new NetworkConfig(
                "packaged",
                false,
                true,
                0.25,
                Map.ofEntries(
                    Map.entry("backbone", "efficientnet-lite0"),
                    Map.entry("excitation", "false"),
                    Map.entry("context", "false"),
                    Map.entry("localisation.thresholds", "0.2,0.5"),
                    Map.entry("localisation.beta", "1"),
                    Map.entry("localisation.flat-range", "0.6"),
                    Map.entry("pooling", "gem"),
                    Map.entry("pooling.power", "3"),
                    Map.entry("pooling.learnt", "false"),
                    Map.entry("projection.dimension", "512"),
                    Map.entry("projection.normalise-before", "true"),
                    Map.entry("projection.batch-norm", "false"),
                    Map.entry("local", "true"))),
            small(),
            new TrainConfig.Loading(1024, 2),
            List.of(
                csv("photos.csv", Set.of("train"), Set.of("distractor")),
                unlabelled(NOTHING, "doors", 800),
                unlabelled(NOTHING, "clothing", 125),
                unlabelled(NOTHING, "grocery_fv", 75),
                unlabelled(
                    "doors|clothing|grocery_fv|flowers|oi_personcar|oi_efoks",
                    ".*",
                    Integer.MAX_VALUE)),
            new TrainConfig.Projection(TrainConfig.Projection.Start.PCA, false, 20_000),
            List.of(
                views(
                    options("views", 3, views(rate("cider\\.fc\\..*|arcface\\..*", 0.025)), 1, 4),
                    50,
                    new ViewBatches.Mix(8, 2, 24, 224, 16, 0.7)),
                new Stage.Whitening(
                    options("whitening", 1, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10), 1, 1),
                    0.2,
                    20_000),
                new Stage.Attention(
                    options("attention", 1, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10), 1, 1),
                    1,
                    Pattern.compile("ie_.*"),
                    1000,
                    1,
                    1500,
                    1,
                    3000,
                    224,
                    0.4,
                    0.03),
                new Stage.Local(
                    options("local", 1, new Descent(List.of(), 0, 0.9, 1e-5, 0, 1, 10), 1, 1),
                    1400,
                    120,
                    STRONG_VIEWS,
                    0.1,
                    0.03)),
            List.of(
                new EvaluationConfig.Labels(
                    "validation",
                    10,
                    SERVED,
                    List.of(csv("photos.csv", Set.of("validation"), Set.of())),
                    List.of(),
                    Optional.empty()),
                new EvaluationConfig.Labels(
                    "photos",
                    12,
                    SERVED,
                    List.of(csv("photos.csv", Set.of("database", "distractor"), Set.of())),
                    List.of(csv("photos.csv", Set.of("query"), Set.of())),
                    Optional.of(Pattern.compile("ie_.*")))),
            run(40)));
  }

  @Test
  void shouldResolveThePapersModel() {
    TrainConfig config = shipped("cider-r101-rgldv2-clean");
    assertSame(
        config,
        new TrainConfig(
            "cider-r101-rgldv2-clean",
            1,
            new NetworkConfig(
                "resnet101.pth",
                false,
                false,
                0.6,
                Map.ofEntries(
                    Map.entry("backbone", "resnet101"),
                    Map.entry("excitation.ratio", "16"),
                    Map.entry("context.dilations", "6,12,18"),
                    Map.entry("context.mean-norm", "true"),
                    Map.entry("localisation.flat-range", "0"),
                    Map.entry("localisation.thresholds", "0.3,0.6"),
                    Map.entry("localisation.beta", "0.1"),
                    Map.entry("localisation.mask", "straight-through"),
                    Map.entry("pooling", "gem"),
                    Map.entry("pooling.power", "3"),
                    Map.entry("pooling.learnt", "true"),
                    Map.entry("projection.dimension", "2048"),
                    Map.entry("projection.batch-norm", "true"))),
            new TrainConfig.Input(
                List.of("512x352", "512x384", "448x448", "384x512", "352x512"), bounds()),
            new TrainConfig.Loading(0, 4),
            List.of(
                new Gldv2(
                    DATA.resolve("gldv2"),
                    "train_clean.csv",
                    Optional.of(DATA.resolve("rgldv2-exclude.txt")))),
            new TrainConfig.Projection(TrainConfig.Projection.Start.RANDOM, true, 20_000),
            List.of(
                paper("cider", rate("cider\\..*|arcface\\..*", 1e-3), Stage.Centres.RANDOM),
                paper("cider-ft", rate(".*", 1e-3), Stage.Centres.KEPT)),
            List.of(
                new EvaluationConfig.Revisited(
                    "roxford5k",
                    10,
                    SERVED,
                    DATA.resolve("gnd_roxford5k.pkl"),
                    DATA.resolve("oxford5k")),
                new EvaluationConfig.Revisited(
                    "rparis6k",
                    10,
                    SERVED,
                    DATA.resolve("gnd_rparis6k.pkl"),
                    DATA.resolve("paris6k"))),
            run(2000)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "labels, seed, 0 to 9007199254740992",
    "labels, network.box-threshold, 0.01 to 0.99",
    "labels, loading.cache-megabytes, 0 to 1048576",
    "labels, loading.ahead, 0 to 100",
    "labels, projection.pictures, 2 to 10000000",
    "labels, run.checkpoint-steps, 1 to 1000000",
    "labels, run.keep-checkpoints, 1 to 1000000",
    "labels, evaluations.0.sheet, 0 to 1000",
    "labels, evaluations.0.size, 0 to 4096",
    "labels, data.0.per-label, 1 to 2147483647",
    "labels, stages.0.epochs, 1 to 1000000",
    "labels, stages.0.final-rate, 0.0 to 100.0",
    "labels, stages.0.momentum, 0.0 to 1.0",
    "labels, stages.0.weight-decay, 0.0 to 1.0",
    "labels, stages.0.warm-up, 0 to 1000000",
    "labels, stages.0.accumulate, 1 to 100000",
    "labels, stages.0.max-gradient-norm, 0.0 to 1.0E9",
    "labels, stages.0.mask-sharpening, 1.0 to 1000.0",
    "labels, stages.0.weight-interpolation, 0.0 to 1.0",
    "labels, stages.0.members, 1 to 100",
    "labels, stages.0.batch, 1 to 1000000",
    "labels, stages.0.arcface.margin, 0.0 to 1.5",
    "labels, stages.0.arcface.scale, 1.0 to 10000.0",
    "labels, stages.0.jitter.scale, 0.0 to 0.5",
    "labels, stages.0.jitter.brightness, 0.0 to 1.0",
    "views, stages.0.epochs, 1 to 1000000",
    "views, stages.0.steps, 1 to 1000000",
    "views, stages.0.mix.labels, 0 to 1000000",
    "views, stages.0.mix.frames, 1 to 1000000",
    "views, stages.0.mix.unlabelled, 0 to 1000000",
    "views, stages.0.mix.view-size, 32 to 4096",
    "views, stages.0.mix.clean, 0 to 1000000",
    "views, stages.0.mix.window, 0.01 to 1.0",
    "views, stages.0.views.least-area, 0.0 to 1.0",
    "views, stages.0.views.bend, 0.0 to 0.4",
    "views, stages.0.views.bend-probability, 0.0 to 1.0",
    "views, stages.0.views.turn, 0.0 to 180.0",
    "views, stages.0.views.turn-probability, 0.0 to 1.0",
    "views, stages.0.views.paste-probability, 0.0 to 1.0",
    "views, stages.0.views.colour, 0.0 to 1.0",
    "views, stages.0.views.colour-probability, 0.0 to 1.0",
    "views, stages.0.views.gain, 0.0 to 1.0",
    "views, stages.0.views.gain-probability, 0.0 to 1.0",
    "views, stages.0.views.grey-probability, 0.0 to 1.0",
    "views, stages.0.views.blur-probability, 0.0 to 1.0",
    "views, stages.0.views.jpeg-probability, 0.0 to 1.0",
    "views, stages.0.loss.temperature, 0.001 to 10.0",
    "views, stages.0.loss.supcon-weight, 0.0 to 1000.0",
    "views, stages.0.loss.distillation-weight, 0.0 to 1000.0",
    "views, stages.0.loss.arcface-weight, 0.0 to 1000.0",
    "attention, stages.0.centre-weight, 0.0 to 1000.0",
    "attention, stages.0.centre-pictures, 1 to 1000000",
    "attention, stages.0.match-weight, 0.0 to 1000.0",
    "attention, stages.0.match-pictures, 1 to 1000000",
    "attention, stages.0.composite-weight, 0.0 to 1000.0",
    "attention, stages.0.composites, 1 to 1000000",
    "attention, stages.0.view-size, 32 to 4096",
    "attention, stages.0.blur-probability, 0.0 to 1.0",
    "attention, stages.0.ridge, 1.0E-9 to 1000.0",
  })
  void shouldBoundNumbers(String kind, String key, String range) {
    for (String value : List.of("-1e300", "1e300")) {
      assertThatThrownBy(
              () -> ConfigReader.read(least(kind).with(List.of(key + "=" + value)), DATA))
          .hasMessageContaining("which is not in " + range + ".");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "run.device | [auto, cpu, cuda]",
        "run.precision | [auto, float32, bfloat16]",
        "projection.start | [pca, random]",
        "stages.0.centres | [means, random, kept]",
        "stages.0.kind | [labels, views, attention, local, whitening]",
        "data.0.kind | [gldv2, folders, csv, shards]",
        "evaluations.0.kind | [labels, revisited]",
      })
  void shouldKnowTheseValues(String key, String values) {
    assertThatThrownBy(() -> ConfigReader.read(least("labels").with(List.of(key + "=other")), DATA))
        .hasMessageContaining("is other, which is none of " + values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: least | name is missing",
        "name: one, | stages[0].name is missing",
        "kind: labels | stages[0].kind is missing",
        "kind: csv, | data[0].kind is missing",
        "list: l.csv | data[0].list is missing",
        "name: e, | evaluations[0].name is missing",
      })
  void shouldRequireKeysWithoutADefault(String left, String message) {
    String text = least("labels").text().replace(left, "");
    assertThatThrownBy(() -> read(text)).hasMessageContaining(message);
  }

  private static ConfigText least(String kind) {
    return ConfigText.parse(
        """
        name: least
        network: {local: %s, projection.batch-norm: %s}
        data: [{kind: csv, list: l.csv}]
        stages: [{name: one, kind: %s}]
        evaluations: [{name: e, index: [{kind: gldv2}]}]
        """
            .formatted(kind.equals("local"), !kind.equals("whitening"), kind),
        "least");
  }

  private static void assertSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> a.pattern().equals(b.pattern()), Pattern.class)
        .ignoringAllOverriddenEquals()
        .isEqualTo(expected);
  }

  private static Stage stage(String kind) {
    return ConfigReader.read(least(kind), DATA).stages().getFirst();
  }

  private static TrainConfig shipped(String name) {
    return ConfigReader.read(ConfigText.read(SHIPPED.resolve(name + ".yaml")), DATA);
  }

  private static TrainConfig read(String text) {
    return ConfigReader.read(ConfigText.parse(text, "text"), DATA);
  }

  private static Rate rate(String names, double rate) {
    return new Rate(Pattern.compile(names), rate);
  }

  private static Stage.Options plain(int epochs, Descent descent) {
    return options("one", epochs, descent, 1, 1);
  }

  private static Stage.Options options(
      String name, int epochs, Descent descent, double weightInterpolation, int members) {
    return new Stage.Options(
        name, epochs, descent, Pattern.compile(NOTHING), 1, weightInterpolation, members);
  }

  private static Descent views(Rate added) {
    return new Descent(List.of(added, TAIL), 0, 0.9, 1e-5, 8, 1, 10);
  }

  private static LabelFolders unlabelled(String except, String only, int perLabel) {
    return new LabelFolders(
        DATA.resolve("unlabelled"),
        true,
        Pattern.compile(except),
        Pattern.compile(only),
        perLabel,
        Optional.empty());
  }

  private static Stage.Views views(Stage.Options options, int steps, ViewBatches.Mix mix) {
    return new Stage.Views(
        options,
        steps,
        mix,
        STRONG_VIEWS,
        new Stage.LossTerms(0.07, 0.3, 3, 0.4),
        ARC_FACE,
        Stage.Centres.MEANS);
  }

  private static Stage.Labels paper(String name, Rate rate, Stage.Centres centres) {
    return new Stage.Labels(
        new Stage.Options(
            name,
            5,
            new Descent(List.of(rate), 3e-6, 0.9, 1e-5, 0, 1, 0),
            Pattern.compile("cider\\.(norm|context\\..*_norm)"),
            1,
            1,
            1),
        64,
        ARC_FACE,
        new MildJitter(0.2, 0.1),
        centres);
  }

  private static TrainConfig.Input small() {
    TrainConfig.Input input = new TrainConfig.Input(SMALL_SIZES, bounds());
    assertThat(input.groups())
        .isEqualTo(SizeGroups.parse(String.join(",", SMALL_SIZES), "0.67,0.77,1.33,1.5"));
    return input;
  }

  private static Optional<List<String>> bounds() {
    return Optional.of(List.of("0.67", "0.77", "1.33", "1.5"));
  }

  private static CsvList csv(String list, Set<String> splits, Set<String> unlabelled) {
    return new CsvList(
        DATA.resolve(list),
        splits,
        unlabelled,
        Pattern.compile(NOTHING),
        Pattern.compile(".*"),
        Integer.MAX_VALUE,
        Optional.empty());
  }

  private static TrainConfig.Run run(int checkpointSteps) {
    return new TrainConfig.Run(
        TrainConfig.Run.Compute.AUTO,
        TrainConfig.Run.Precision.AUTO,
        checkpointSteps,
        2,
        0,
        true,
        Optional.empty());
  }
}
