package io.ciderstream.evaluation.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Tally;
import io.ciderstream.evaluation.metric.Truth;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published ground truth, with rankings made here. */
class RevisitedTruthTest {
  private static final double EXACT = 1e-9;

  @ParameterizedTest
  @CsvSource({"gnd_roxford5k,4993,68,70,70", "gnd_rparis6k,6322,70,70,70"})
  void shouldReadThePublishedAnnotation(String name, int images, int easy, int medium, int hard) {
    RetrievalSet set = read(name);

    assertThat(set.queries()).hasSize(70);
    assertThat(set.index()).hasSize(images);
    assertThat(set.protocols())
        .extracting(Protocol::name)
        .containsExactly("easy", "medium", "hard");
    assertThat(set.protocols())
        .extracting(p -> p.truths().stream().filter(truth -> !truth.isEmpty()).count())
        .containsExactly((long) easy, (long) medium, (long) hard);
    assertThat(set.queries()).allMatch(query -> query.crop().isPresent());
    assertThat(set.index()).allMatch(picture -> picture.crop().isEmpty());
  }

  @Test
  void shouldFindNoEasyAnswerForTwoQueriesOfOxford() {
    List<Truth> easy = read("gnd_roxford5k").protocols().getFirst().truths();

    assertThat(IntStream.range(0, 70).filter(query -> easy.get(query).isEmpty()))
        .containsExactly(11, 66);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnd_roxford5k", "gnd_rparis6k"})
  void shouldGiveAllToThePerfectRankingWhereverJunkIs(String name) {
    RetrievalSet set = read(name);
    for (float junk : new float[] {2, 1, 0.5f, -1}) {
      for (Protocol protocol : set.protocols()) {
        Figures figures =
            judge(
                set,
                protocol,
                (truth, scores) -> fill(fill(scores, truth.right(), 1), truth.ignored(), junk));
        assertThat(figures.map()).isCloseTo(1, within(EXACT));
        assertThat(figures.precisionAt().values()).allMatch(p -> p > 1 - EXACT);
      }
    }
  }

  @Test
  void shouldGiveTheLeastToTheReversedRanking() {
    RetrievalSet set = read("gnd_roxford5k");
    for (Protocol protocol : set.protocols()) {
      Figures figures = judge(set, protocol, (truth, scores) -> fill(scores, truth.right(), -1));

      for (int query = 0; query < 70; query++) {
        Truth truth = protocol.truths().get(query);
        int right = truth.right().length;
        int wrong = set.index().size() - right - truth.ignored().length;
        double expected =
            IntStream.range(0, right)
                .mapToDouble(j -> ((double) j / (wrong + j) + (j + 1.0) / (wrong + j + 1)) / 2)
                .average()
                .orElse(Double.NaN);
        assertThat(figures.averagePrecisions().get(query)).isEqualTo(expected, within(EXACT));
      }
      assertThat(figures.map()).isLessThan(0.05);
      assertThat(figures.precisionAt()).containsEntry(1, 0.0).containsEntry(10, 0.0);
    }
  }

  /** The reference walks a sorted list with running recall and precision, as Oxford's tool does. */
  @ParameterizedTest
  @ValueSource(strings = {"gnd_roxford5k", "gnd_rparis6k"})
  void shouldAgreeWithAWalkDownTheSortedListWithTies(String name) {
    RetrievalSet set = read(name);
    Random random = new Random(9);
    for (Protocol protocol : set.protocols()) {
      Figures figures =
          judge(
              set,
              protocol,
              (truth, scores) -> {
                for (int row = 0; row < scores.length; row++) {
                  scores[row] = random.nextInt(300) / 300f;
                }
                for (int row : truth.right()) {
                  scores[row] += random.nextInt(300) / 300f;
                }
                walked = walk(truth, scores);
                return scores;
              },
              ap -> assertThat(ap).isEqualTo(walked, within(EXACT)));
      assertThat(figures.map()).isBetween(0.05, 0.95);
    }
  }

  private double walked;

  private static double walk(Truth truth, float[] scores) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer row) -> scores[row]).reversed());
    double ap = 0;
    double oldRecall = 0;
    double oldPrecision = 1;
    int found = 0;
    int seen = 0;
    for (int row : order) {
      if (Arrays.binarySearch(truth.ignored(), row) < 0) {
        found += Arrays.binarySearch(truth.right(), row) >= 0 ? 1 : 0;
        seen++;
        double recall = (double) found / truth.right().length;
        double precision = (double) found / seen;
        ap += (recall - oldRecall) * (oldPrecision + precision) / 2;
        oldRecall = recall;
        oldPrecision = precision;
      }
    }
    return ap;
  }

  @Test
  void shouldSayWhatIsWrongWithAnotherFile(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("x.pkl"), new byte[] {(byte) 0x80, 2, '}', '.'});

    assertThatThrownBy(() -> RevisitedTruth.read(file, folder))
        .hasMessageContaining("x.pkl")
        .hasMessageContaining("imlist");
    assertThatThrownBy(() -> RevisitedTruth.read(folder.resolve("none.pkl"), folder))
        .hasMessageContaining("none.pkl");
  }

  private static Figures judge(
      RetrievalSet set, Protocol protocol, BiFunction<Truth, float[], float[]> scores) {
    return judge(set, protocol, scores, ap -> {});
  }

  private static Figures judge(
      RetrievalSet set,
      Protocol protocol,
      BiFunction<Truth, float[], float[]> scores,
      java.util.function.DoubleConsumer check) {
    Tally tally = new Tally(protocol);
    for (int query = 0; query < set.queries().size(); query++) {
      Truth truth = protocol.truths().get(query);
      tally.add(query, scores.apply(truth, new float[set.index().size()]));
      if (!truth.isEmpty()) {
        check.accept(tally.figures().averagePrecisions().get(query));
      }
    }
    return tally.figures();
  }

  private static float[] fill(float[] scores, int[] rows, float score) {
    for (int row : rows) {
      scores[row] = score;
    }
    return scores;
  }

  private static RetrievalSet read(String name) {
    try {
      Path file = Path.of(RevisitedTruthTest.class.getResource(name + ".pkl").toURI());
      return RevisitedTruth.read(file, Path.of("pictures"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
