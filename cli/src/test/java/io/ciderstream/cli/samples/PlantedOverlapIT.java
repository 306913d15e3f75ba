package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.overlap.AuditInput;
import io.ciderstream.overlap.AuditListener;
import io.ciderstream.overlap.AuditOptions;
import io.ciderstream.overlap.OverlapAudit;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.plant.PlantKind;
import io.ciderstream.overlap.plant.PlantMeasure;
import io.ciderstream.overlap.plant.PlantSplits;
import io.ciderstream.overlap.plant.PlantedClass;
import io.ciderstream.overlap.plant.PlantedSet;
import io.ciderstream.overlap.result.AuditResult;
import io.ciderstream.overlap.result.AutomaticRule;
import io.ciderstream.overlap.verify.SiftVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit, by the bundled model, of the bundled photographs with overlap hidden among them. */
class PlantedOverlapIT {
  private static final Path MODEL = Path.of("..", "models", "cider-lite0.onnx");
  private static final int VIEWS = 5;
  private static final int FURTHER_LABELS = 10;
  private static final int NEIGHBOURS = 15;
  private static final int CERTAIN = 12;

  @TempDir private Path temporary;

  private PlantedSet set;
  private AuditFolder audit;

  @BeforeEach
  void hideAndAudit() {
    Path folder = SampleSet.prepare(temporary.resolve("samples"));
    EmbeddingOptions options = options();
    PictureLimits limits = options.decode().limits();
    LabelledPictures all =
        LabelledPictures.read(folder.resolve(SampleSet.CREDITS), SampleSet.pictures(folder));
    set =
        PlantedSet.write(
            split(all),
            new PlantSplits("none", "single", "query", "view"),
            temporary.resolve("training"),
            limits,
            1,
            1);
    audit = AuditFolder.create(temporary.resolve("audit"));
    try (ScaledEmbedder embedder = ScaledEmbedder.open(options, Scaling.AS_SERVED)) {
      AuditInput input =
          new AuditInput(
              TrainingSource.of(set.training(), Set.of()),
              set.evaluation(),
              embedder,
              List.of(new SiftVerifier(limits)),
              limits);
      new OverlapAudit(
              audit,
              input,
              new AuditOptions(NEIGHBOURS, 3, 5, 1_000, 2, AuditOptions.PART),
              System::nanoTime,
              new Silent())
          .run();
    }
  }

  @Test
  void shouldFindAllHiddenClasses() throws IOException {
    List<AuditedPair> pairs = audit.pairs();
    PlantMeasure measure = new PlantMeasure(set, pairs);
    Set<String> hidden =
        set.planted().stream()
            .map(PlantedClass::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(hidden).hasSize(2 * VIEWS + FURTHER_LABELS);
    assertThat(measure.missed()).isEmpty();

    AuditResult automatic = AuditResult.write(audit, AutomaticRule.ofInliers(CERTAIN));
    List<String> certain = excluded(automatic);
    assertThat(hidden).as("precision").containsAll(certain);
    assertThat(certain)
        .as("every resized, cropped, mirrored and recoloured copy")
        .containsAll(
            set.planted().stream()
                .filter(one -> one.kind() != PlantKind.VIEW)
                .map(PlantedClass::name)
                .toList());

    List<AuditedPair> inOrder = pairs.stream().sorted(AuditedPair.MOST_SUSPICIOUS).toList();
    PlantMeasure.Inspection inspection = measure.inspection(inOrder);
    assertThat(inspection.recall()).isEqualTo(1);
    assertThat(inspection.precision()).isGreaterThanOrEqualTo(0.9);

    StringBuilder marks = new StringBuilder("time,inspector,pair,mark\n");
    for (AuditedPair pair : inOrder.subList(0, inspection.pairs())) {
      String mark = measure.isRight(pair) ? "same" : "different";
      marks.append("2026-01-01T00:00:00Z,ann,%s,%s\n".formatted(pair.candidate().id(), mark));
    }
    Files.writeString(audit.marks(), marks);
    assertThat(excluded(AuditResult.write(audit, AutomaticRule.NONE)))
        .containsExactlyElementsOf(hidden);
  }

  private static List<String> excluded(AuditResult result) throws IOException {
    return Files.readAllLines(result.exclusions()).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** Takes one picture of each pair of views and some others as evaluation pictures. */
  private static LabelledPictures split(LabelledPictures all) {
    List<String> splits = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    int further = 0;
    for (int i = 0; i < all.pictures().size(); i++) {
      if (all.splits().get(i).equals(SampleSet.QUERY)) {
        splits.add(seen.add(all.labels().get(i)) ? "query" : "view");
      } else {
        splits.add(further++ < FURTHER_LABELS ? "query" : "single");
      }
    }
    return new LabelledPictures(all.pictures(), all.labels(), splits);
  }

  private EmbeddingOptions options() {
    try (Wiring wiring =
        new Wiring(SettingsLoader.load(temporary.resolve("none"), Map.of(), List.of()))) {
      return wiring.options().embedding(MODEL);
    }
  }

  /** Says nothing. */
  private static final class Silent implements AuditListener {
    @Override
    public void say(String text) {}

    @Override
    public void show(String step, int done, int all) {}
  }
}
