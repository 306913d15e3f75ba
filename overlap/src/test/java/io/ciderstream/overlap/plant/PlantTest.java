package io.ciderstream.overlap.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.overlap.TestScenes;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.verify.PairMatch;
import io.ciderstream.schemas.CiderException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantTest {
  private static final PictureLimits LIMITS = new PictureLimits(1 << 24, 1 << 24);

  @TempDir private Path folder;

  @Test
  void shouldHideEachLabelTwiceInDifferentClasses() throws IOException {
    PlantedSet set = write(4, 9);
    assertThat(set.planted()).hasSize(8);
    assertThat(set.planted().stream().map(PlantedClass::name)).doesNotHaveDuplicates();
    assertThat(set.planted().stream().filter(one -> one.kind() == PlantKind.VIEW)).hasSize(4);
    assertThat(set.planted().stream().map(PlantedClass::kind).distinct()).hasSize(5);
    assertThat(set.classes()).isEqualTo(9);
    for (PlantedClass one : set.planted()) {
      assertThat(one.files()).allMatch(file -> Files.exists(set.training().resolve(file)));
      assertThat(one.files()).allMatch(file -> file.startsWith(one.name() + "/"));
    }
    assertThat(set.planted()).isEqualTo(write(4, 9).planted());

    PlantedClass resized = first(set, PlantKind.RESIZED);
    BufferedImage half = read(set.training().resolve(resized.files().iterator().next()));
    assertThat(half.getWidth()).isEqualTo(160);
    BufferedImage part =
        read(set.training().resolve(first(set, PlantKind.CROPPED).files().iterator().next()));
    assertThat(part.getWidth()).isEqualTo(192);
  }

  @Test
  void shouldMirrorAndRecolour() throws IOException {
    byte[] scene = TestScenes.png(TestScenes.scene(1));
    Path file = folder.resolve("a.jpg");
    Files.write(file, PlantKind.MIRRORED.copy(scene, LIMITS, new java.util.Random(1)));
    BufferedImage mirrored = read(file);
    BufferedImage expected = TestScenes.mirrored(TestScenes.scene(1));
    assertThat(distance(mirrored, expected)).isLessThan(25);
    Files.write(file, PlantKind.RECOLOURED.copy(scene, LIMITS, new java.util.Random(1)));
    assertThat(distance(read(file), TestScenes.scene(1))).isGreaterThan(25);
  }

  @Test
  void shouldRefuseTooFewClasses() {
    assertThatThrownBy(() -> write(4, 7))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("cannot be hidden twice among 7 classes");
  }

  @Test
  void shouldCountAClassAsFoundByARightPairOnly() {
    PlantedSet set =
        new PlantedSet(
            folder,
            List.of(
                new PlantedClass("a", PlantKind.VIEW, "tower", Set.of("a/x.jpg")),
                new PlantedClass("b", PlantKind.CROPPED, "gate", Set.of("b/x.jpg"))),
            4,
            new EvaluationSide(
                "set",
                List.of(EvaluationImage.whole("1", folder), EvaluationImage.whole("2", folder)),
                List.of("", "")),
            List.of("tower", "gate"));
    List<AuditedPair> pairs =
        List.of(
            pair(0, "a", "a/own.jpg", 0.9, 50),
            pair(0, "a", "a/x.jpg", 0.6, 20),
            pair(1, "b", "b/x.jpg", 0.8, 0),
            pair(1, "c", "c/1.jpg", 0.7, 10),
            pair(0, "d", "d/1.jpg", 0.1, 0));
    PlantMeasure measure = new PlantMeasure(set, pairs);

    PlantMeasure.Row cosine = measure.rows().getFirst();
    assertThat(cosine.score()).isEqualTo("cosine");
    assertThat(cosine.pure()).isEqualTo(0.5);
    assertThat(cosine.bound()).isEqualTo(0.8);
    assertThat(cosine.kinds()).isEqualTo(Map.of(PlantKind.VIEW, 0.0, PlantKind.CROPPED, 1.0));
    assertThat(cosine.fullBound()).isEqualTo(0.6);
    assertThat(cosine.fullPrecision()).isEqualTo(2.0 / 3);
    PlantMeasure.Row sift = measure.rows().get(1);
    assertThat(sift.pure()).isEqualTo(0.5);
    assertThat(sift.fullBound()).isZero();
    assertThat(sift.fullPrecision()).isEqualTo(0.5);

    assertThat(measure.inspection(pairs)).isEqualTo(new PlantMeasure.Inspection(1, 3, 2, 1));
    assertThat(measure.inspection(pairs.subList(0, 2)))
        .isEqualTo(new PlantMeasure.Inspection(0.5, 2, 1, 1));
    assertThat(measure.missed()).isEmpty();

    PlantMeasure gates = new PlantMeasure(set, pairs, "gate"::equals);
    assertThat(gates.rows().getFirst().fullPrecision()).isEqualTo(1);
    assertThat(new PlantMeasure(set, pairs.subList(0, 1)).missed()).hasSize(2);
  }

  private PlantedSet write(int labels, int classes) {
    List<EvaluationImage> pictures = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> splits = new ArrayList<>();
    for (int i = 0; i < 2 * labels + classes; i++) {
      String name = i + ".png";
      Path file = TestScenes.write(folder.resolve("all").resolve(name), TestScenes.scene(i));
      pictures.add(EvaluationImage.whole(name, file));
      names.add(i < 2 * labels ? "label-" + i / 2 : "any");
      splits.add(i >= 2 * labels ? "single" : i % 2 == 0 ? "query" : "view");
    }
    return PlantedSet.write(
        new LabelledPictures(pictures, names, splits),
        new PlantSplits("none", "single", "query", "view"),
        folder.resolve("training"),
        LIMITS,
        3,
        7);
  }

  private static PlantedClass first(PlantedSet set, PlantKind kind) {
    return set.planted().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static BufferedImage read(Path file) throws IOException {
    return ImageIO.read(new File(file.toString()));
  }

  /** Returns the mean difference of the green channel. */
  private static double distance(BufferedImage one, BufferedImage other) {
    double sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        sum += Math.abs((one.getRGB(x, y) >> 8 & 255) - (other.getRGB(x, y) >> 8 & 255));
      }
    }
    return sum / (one.getWidth() * one.getHeight());
  }

  private static AuditedPair pair(
      int query, String label, String file, double cosine, int inliers) {
    return new AuditedPair(
        new Candidate(query, "q", "", file.hashCode(), file, label, "", cosine, false),
        Map.of("sift", new PairMatch(inliers, false, List.of())),
        cosine);
  }
}
