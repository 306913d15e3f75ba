package io.ciderstream.overlap.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.overlap.list.ClassNames;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.ListPart;
import io.ciderstream.overlap.list.ListedPicture;
import io.ciderstream.overlap.list.TrainingList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateSearchTest {
  private static final int PICTURES = 60;
  private static final int DIMENSION = 8;

  private final Random random = new Random(3);
  private final float[][] queries = vectors(3);
  private final float[][] mirrored = vectors(3);
  private final float[][] pictures = vectors(PICTURES);

  @TempDir private Path folder;
  private ClassNames names;

  @BeforeEach
  void writeTheList() throws IOException {
    StringBuilder list = new StringBuilder("file,class\n");
    for (int row = 0; row < PICTURES; row++) {
      list.append("%d.jpg,%s\n".formatted(row, label(row)));
    }
    Path file = Files.writeString(folder.resolve("training.csv"), list);
    names = new ClassNames(new TrainingList(file), Optional.empty());
  }

  @Test
  void shouldKeepTheNearestOfBothPicturesWhateverTheParts() {
    List<Candidate> whole = candidates(PICTURES, 5);
    assertThat(whole.stream().filter(c -> c.query() == 1 && !c.named()).map(Candidate::row))
        .containsExactlyElementsOf(nearest(1, 5).stream().filter(row -> row % 7 != 3).toList());
    assertThat(candidates(7, 5)).isEqualTo(whole);
  }

  @Test
  void shouldAddPicturesOfTheClassThatHasTheQuerysName() {
    List<Candidate> named = candidates(PICTURES, 1).stream().filter(Candidate::named).toList();
    assertThat(named).isNotEmpty().allMatch(c -> c.label().equals("Keble College"));
    assertThat(named.stream().filter(c -> c.query() == 2)).hasSize(2);
    assertThat(named).noneMatch(c -> c.query() == 0);
  }

  @Test
  void shouldKeepThemInAFile() {
    List<Candidate> candidates = candidates(PICTURES, 4);
    Path file = folder.resolve("candidates.csv");
    CandidateFile.write(file, candidates);
    List<Candidate> read = CandidateFile.read(file);
    assertThat(read).hasSameSizeAs(candidates);
    for (int i = 0; i < read.size(); i++) {
      Candidate one = read.get(i);
      Candidate other = candidates.get(i);
      assertThat(one.id()).isEqualTo(other.id());
      assertThat(one.className()).isEqualTo(other.className());
      assertThat(one.named()).isEqualTo(other.named());
      assertThat(one.cosine()).isCloseTo(other.cosine(), org.assertj.core.data.Offset.offset(6e-6));
    }
  }

  private static String label(int row) {
    return row % 7 == 3 ? "Keble College" : "class " + row % 7;
  }

  private List<Candidate> candidates(int part, int neighbours) {
    EvaluationSide side =
        new EvaluationSide(
            "set",
            IntStream.range(0, 3)
                .mapToObj(i -> EvaluationImage.whole("q" + i, folder.resolve("q" + i)))
                .toList(),
            List.of("", "keble", "keble"));
    CandidateSearch search =
        new CandidateSearch(
            side,
            DescriptorMatrix.of(queries),
            DescriptorMatrix.of(mirrored),
            NameMatches.of(side.names(), names),
            neighbours,
            2);
    for (int first = 0; first < PICTURES; first += part) {
      int last = Math.min(first + part, PICTURES);
      List<ListedPicture> some = new ArrayList<>();
      for (int row = first; row < last; row++) {
        some.add(new ListedPicture(row, row + ".jpg", label(row)));
      }
      search.add(
          new ListPart(first, some),
          DescriptorMatrix.of(java.util.Arrays.copyOfRange(pictures, first, last)));
    }
    return search.candidates(names);
  }

  private List<Integer> nearest(int query, int count) {
    return IntStream.range(0, PICTURES)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                row ->
                    -Math.max(
                        dot(queries[query], pictures[row]), dot(mirrored[query], pictures[row]))))
        .limit(count)
        .toList();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private float[][] vectors(int count) {
    float[][] all = new float[count][DIMENSION];
    for (float[] vector : all) {
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return all;
  }
}
