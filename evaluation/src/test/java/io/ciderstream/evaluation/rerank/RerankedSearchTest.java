package io.ciderstream.evaluation.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.ExhaustiveSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RerankedSearchTest {
  private static final float[] ZERO = {0, 0};

  /** Unit vectors in the plane at 0, 20, 45 and 90 degrees. */
  private static final float[][] FAN = {at(0), at(20), at(45), at(90)};

  @Test
  void shouldGiveTheScoresOfExhaustiveSearchWithoutAnyOption() {
    Random random = new Random(1);
    float[][] index = new float[50][8];
    float[][] queries = new float[7][8];
    for (float[][] rows : List.of(index, queries)) {
      for (float[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
    }
    index[3] = new float[8];
    queries[2] = new float[8];
    List<float[]> expected = new ArrayList<>();
    List<Integer> unreadable = new ArrayList<>();
    new ExhaustiveSearch()
        .run(
            DescriptorMatrix.of(queries),
            DescriptorMatrix.of(index),
            (query, scores) -> expected.add(scores.clone()),
            unreadable::add);

    List<float[]> actual = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    new RerankedSearch(
            DescriptorMatrix.of(queries),
            DescriptorMatrix.of(index),
            none(7),
            RerankOptions.NONE,
            Optional.empty())
        .run((query, scores) -> actual.add(scores.clone()), missing::add);

    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    assertThat(missing).isEqualTo(unreadable).containsExactly(2);
  }

  @Test
  void shouldExpandTheQueryByItsFirstAnswers() {
    float[] scores = search(at(0), FAN, -1, expansion(2, 1)).getFirst();

    // q + cos(0) at(0) + cos(20) at(20)
    double x = 1 + 1 + cos(20) * cos(20);
    double y = cos(20) * sin(20);
    double length = Math.hypot(x, y);
    assertThat(scores[0]).isCloseTo((float) (x / length), within(1e-6f));
    assertThat(scores[2]).isCloseTo((float) ((x * cos(45) + y * sin(45)) / length), within(1e-6f));
  }

  @Test
  void shouldNotExpandByTheQueriesOwnRow() {
    float[] scores = search(at(0), FAN, 0, expansion(1, 0)).getFirst();

    // q + at(20), which points to 10 degrees
    assertThat(scores[1]).isCloseTo((float) cos(10), within(1e-6f));
    assertThat(scores[2]).isCloseTo((float) cos(35), within(1e-6f));
  }

  @Test
  void shouldGiveNegativeNeighboursNoWeight() {
    float[][] index = {at(20), at(180)};
    float[] scores = search(at(0), index, -1, expansion(2, 1)).getFirst();

    double x = 1 + cos(20) * cos(20);
    double y = cos(20) * sin(20);
    assertThat(scores[1]).isCloseTo((float) (-x / Math.hypot(x, y)), within(1e-6f));
  }

  @Test
  void shouldAugmentEachRowByItsNeighbours() {
    float[] scores = search(at(0), FAN, -1, augmentation(1, 0)).getFirst();

    // 0 and 20 become 10; 45's nearest is 20; 90's nearest is 45
    assertThat(scores)
        .containsExactly(
            new float[] {(float) cos(10), (float) cos(10), (float) cos(32.5), (float) cos(67.5)},
            within(1e-6f));
  }

  @Test
  void shouldNotAugmentByTheQueriesOwnRow() {
    float[] scores = search(at(0), FAN, 0, augmentation(1, 0)).getFirst();

    // without 0 the nearest of 20 is 45
    assertThat(scores[1]).isCloseTo((float) cos(32.5), within(1e-6f));
    assertThat(scores[2]).isCloseTo((float) cos(32.5), within(1e-6f));
    assertThat(scores[3]).isCloseTo((float) cos(67.5), within(1e-6f));
  }

  @Test
  void shouldKeepRowsAndQueriesWithoutADescriptorOut() {
    float[][] index = {at(0), ZERO, at(20)};
    for (RerankOptions options :
        List.of(expansion(2, 1), augmentation(2, 1), reciprocal(2, 1, 0), reciprocal(2, 2, 0.3))) {
      List<Integer> unreadable = new ArrayList<>();
      List<float[]> read = new ArrayList<>();
      new RerankedSearch(
              DescriptorMatrix.of(new float[][] {ZERO, at(10)}),
              DescriptorMatrix.of(index),
              none(2),
              options,
              Optional.empty())
          .run((query, scores) -> read.add(scores.clone()), unreadable::add);

      assertThat(unreadable).containsExactly(0);
      assertThat(read).hasSize(1);
      assertThat(read.getFirst()[1]).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(read.getFirst()[0]).isGreaterThan(0);
    }
  }

  /**
   * The query at 0 degrees has row 0 at -8 as its nearest, whose own two nearest are at -15 and
   * -15.5, so that they are not mutual; those of the row at 10 are the one at 12 and the query.
   */
  @Test
  void shouldRankThoseFirstWhoseNeighbourhoodIsTheQuerys() {
    float[][] index = {at(-8), at(10), at(12), at(-15), at(-15.5), at(120), at(121), at(122)};
    float[] cosines = search(at(0), index, -1, RerankOptions.NONE).getFirst();
    assertThat(cosines[0]).isGreaterThan(cosines[1]);

    float[] scores = search(at(0), index, -1, reciprocal(2, 1, 0)).getFirst();

    assertThat(scores[1]).isGreaterThan(scores[0]);
    assertThat(scores[2]).isGreaterThan(scores[0]);
    assertThat(scores[0]).isZero();
    assertThat(scores[5]).isZero();
  }

  /**
   * Two rows at 10 and -10 degrees, k1 = 1: the query's nearest is the lower row (ties), whose own
   * nearest is the query, so that both have the set {query, row 0} with weights 1 and exp(-d).
   */
  @Test
  void shouldComputeTheJaccardSimilarityOfTheEncodings() {
    float[][] index = {at(10), at(-10)};
    float[] scores = search(at(0), index, -1, reciprocal(1, 1, 0.25)).getFirst();

    double weight = Math.exp(-(2 - 2 * cos(10)));
    double own = 1 / (1 + weight);
    double other = weight / (1 + weight);
    double smaller = 2 * Math.min(own, other);
    double jaccard = smaller / (2 - smaller);
    assertThat(scores[0]).isCloseTo((float) (0.75 * jaccard + 0.25 * cos(10)), within(1e-5f));
    // row 1's nearest is the query, whose nearest it is not: its set is itself
    assertThat(scores[1]).isCloseTo((float) (0.25 * cos(10)), within(1e-5f));
  }

  @Test
  void shouldRaiseTheCandidatesThatAreVerified() {
    float[] scores = search(at(0), FAN, -1, verify(2), features(0, 20, 60, 60)).getFirst();

    // 20 inliers are below the least of 30, and row 2 is not among the first two
    assertThat(scores[0]).isCloseTo(1, within(1e-6f));
    assertThat(scores[1]).isCloseTo((float) cos(20), within(1e-6f));
    scores = search(at(0), FAN, -1, verify(3), features(0, 49, 400, 60)).getFirst();
    assertThat(scores[1])
        .as("49 inliers of 0.1 each, over a cap of 10")
        .isCloseTo((float) (cos(20) + 0.49), within(1e-6f));
    assertThat(scores[2]).as("at most the cap").isCloseTo((float) (cos(45) + 1), within(1e-6f));
    assertThat(scores[3]).isCloseTo((float) cos(90), within(1e-6f));
  }

  @Test
  void shouldNotVerifyTheQueriesOwnRow() {
    float[] scores = search(at(0), FAN, 0, verify(1), features(400, 49, 0, 0)).getFirst();
    assertThat(scores[1]).isCloseTo((float) (cos(20) + 0.49), within(1e-6f));
  }

  @Test
  void shouldExpandByVerifiedAnswersOnly() {
    RerankOptions both =
        new RerankOptions(
            Optional.empty(), Optional.of(new NeighbourWeights(2, 0)), Optional.empty(), 3);

    // of the first three rows the last has 60 inliers; the first's 49 show nothing yet
    float[] scores = search(at(0), FAN, -1, both, features(49, 0, 60, 400)).getFirst();

    // q + at(45): 22.5 degrees; the first three are then 20, 0 and 45 again
    assertThat(scores[1]).isCloseTo((float) cos(2.5), within(1e-6f));
    assertThat(scores[0]).isCloseTo((float) (cos(22.5) + 0.49), within(1e-6f));
    assertThat(scores[2]).isCloseTo((float) (cos(22.5) + 0.6), within(1e-6f));
    assertThat(scores[3]).as("not among the first").isCloseTo((float) cos(67.5), within(1e-6f));
  }

  @Test
  void shouldKeepTheQueryWhereNothingIsVerified() {
    RerankOptions both =
        new RerankOptions(
            Optional.empty(), Optional.of(new NeighbourWeights(2, 0)), Optional.empty(), 3);
    float[] scores = search(at(0), FAN, -1, both, features(0, 0, 0, 0)).getFirst();

    assertThat(scores[1]).isCloseTo((float) cos(20), within(1e-6f));
  }

  @Test
  void shouldRefuseToVerifyWithoutLocalFeatures() {
    assertThatThrownBy(() -> search(at(0), FAN, -1, verify(1)))
        .hasMessageContaining("no local features");
  }

  @Test
  void shouldAverageThreeTenthsOfTheNeighbours() {
    assertThat(ReciprocalOptions.of(10, 0.6)).isEqualTo(new ReciprocalOptions(10, 3, 0.6));
    assertThat(ReciprocalOptions.of(1, 0.6)).isEqualTo(new ReciprocalOptions(1, 1, 0.6));
  }

  @Test
  void shouldRefuseWhatIsOutOfRange() {
    assertThatThrownBy(() -> new NeighbourWeights(0, 1)).hasMessageContaining("0 neighbours");
    assertThatThrownBy(() -> new NeighbourWeights(1, Double.NaN)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new ReciprocalOptions(5, 6, 0)).hasMessageContaining("k2 is 6");
    assertThatThrownBy(() -> new ReciprocalOptions(5, 5, 1.5)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> verify(-1)).hasMessageContaining("-1 answers");
    assertThatThrownBy(
            () ->
                new RerankOptions(
                    Optional.of(new NeighbourWeights(1, 1)),
                    Optional.empty(),
                    Optional.of(new ReciprocalOptions(1, 1, 0)),
                    0))
        .hasMessageContaining("cannot be combined");
  }

  private static List<float[]> search(
      float[] query, float[][] index, int own, RerankOptions options) {
    return search(query, index, own, options, Optional.empty());
  }

  private static List<float[]> search(
      float[] query,
      float[][] index,
      int own,
      RerankOptions options,
      Optional<LocalFeatureSource> local) {
    List<float[]> all = new ArrayList<>();
    new RerankedSearch(
            DescriptorMatrix.of(new float[][] {query}),
            DescriptorMatrix.of(index),
            new int[] {own},
            options,
            local)
        .run((number, scores) -> all.add(scores.clone()), number -> {});
    return all;
  }

  private static RerankOptions expansion(int neighbours, double alpha) {
    return new RerankOptions(
        Optional.empty(),
        Optional.of(new NeighbourWeights(neighbours, alpha)),
        Optional.empty(),
        0);
  }

  private static RerankOptions augmentation(int neighbours, double alpha) {
    return new RerankOptions(
        Optional.of(new NeighbourWeights(neighbours, alpha)),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static RerankOptions reciprocal(int k1, int k2, double lambda) {
    return new RerankOptions(
        Optional.empty(), Optional.empty(), Optional.of(new ReciprocalOptions(k1, k2, lambda)), 0);
  }

  private static RerankOptions verify(int count) {
    return new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), count);
  }

  /** Features of which each row shares so many positions with the query, at the same places. */
  private static Optional<LocalFeatureSource> features(int... shared) {
    LocalFeatures query = picture(400, 400);
    return Optional.of(
        new LocalFeatureSource(
            new VerificationOptions(400, 0.9, 1, 10, 30, 50),
            number -> Optional.of(query),
            row -> Optional.of(picture(shared[row], 10))));
  }

  /** A picture whose first positions are those of every other one. */
  private static LocalFeatures picture(int shared, int least) {
    int count = Math.max(shared, least);
    Random common = new Random(7);
    Random other = new Random(8);
    int[] cells = new int[count];
    byte[] values = new byte[count * 32];
    byte[] feature = new byte[32];
    for (int i = 0; i < count; i++) {
      cells[i] = i * 7 % 400;
      (i < shared ? common : other).nextBytes(feature);
      System.arraycopy(feature, 0, values, i * 32, 32);
    }
    return new LocalFeatures(20, 20, cells, values);
  }

  private static int[] none(int queries) {
    int[] own = new int[queries];
    Arrays.fill(own, -1);
    return own;
  }

  private static float[] at(double degrees) {
    return new float[] {(float) cos(degrees), (float) sin(degrees)};
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }

  private static double sin(double degrees) {
    return Math.sin(Math.toRadians(degrees));
  }
}
