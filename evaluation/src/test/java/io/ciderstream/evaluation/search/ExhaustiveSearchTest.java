package io.ciderstream.evaluation.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExhaustiveSearchTest {
  private static final int DIMENSION = 37;
  private final Random random = new Random(5);
  private final float[][] queries = rows(7);
  private final float[][] first = rows(50);
  private final float[][] second = rows(21);
  private final DescriptorMatrix index =
      DescriptorMatrix.join(List.of(DescriptorMatrix.of(first), DescriptorMatrix.of(second)));

  @Test
  void shouldScoreEveryQueryWithEveryRow() {
    check(new ExhaustiveSearch());
  }

  @Test
  void shouldDoSoInSeveralGoesWhenScoresDoNotFit() {
    check(new ExhaustiveSearch(3L * index.count() * Float.BYTES));
    check(new ExhaustiveSearch(1));
  }

  @Test
  void shouldScoreARowWithoutDescriptorBelowAllOthers() {
    DescriptorMatrix part = DescriptorMatrix.of(second);
    BitSet missing = new BitSet();
    missing.set(4);
    DescriptorMatrix holed = new DescriptorMatrix(part.count(), DIMENSION, part.blocks(), missing);
    DescriptorMatrix both = DescriptorMatrix.join(List.of(DescriptorMatrix.of(first), holed));

    new ExhaustiveSearch()
        .run(
            DescriptorMatrix.of(queries),
            both,
            (query, scores) -> {
              assertThat(scores[50 + 4]).isEqualTo(Float.NEGATIVE_INFINITY);
              assertThat(scores[4]).isFinite();
            });
  }

  @Test
  void shouldGiveEachRowOfAJoinedIndex() {
    for (int row = 0; row < first.length + second.length; row++) {
      assertThat(index.row(row))
          .isEqualTo(row < first.length ? first[row] : second[row - first.length]);
    }
  }

  @Test
  void shouldRefuseQueriesOfAnotherDimension() {
    DescriptorMatrix other = DescriptorMatrix.of(new float[][] {{1, 2}});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExhaustiveSearch().run(other, index, (query, scores) -> {}));
  }

  private void check(ExhaustiveSearch search) {
    TreeMap<Integer, float[]> found = new TreeMap<>();
    search.run(
        DescriptorMatrix.of(queries), index, (query, scores) -> found.put(query, scores.clone()));
    assertThat(found).hasSize(queries.length);
    found.forEach(
        (query, scores) -> {
          assertThat(scores).hasSize(first.length + second.length);
          for (int row = 0; row < scores.length; row++) {
            float[] other = row < first.length ? first[row] : second[row - first.length];
            assertThat(scores[row]).isCloseTo(dot(queries[query], other), within(1e-4f));
          }
        });
  }

  private static float dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return (float) sum;
  }

  private float[][] rows(int count) {
    float[][] rows = new float[count][DIMENSION];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
