package io.ciderstream.evaluation.search;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import io.ciderstream.embedding.natives.NativeLibraries;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Scores of every query with every row of an index. The index is read once for each group of
 * queries whose scores fit in memory together.
 */
public final class ExhaustiveSearch {
  static {
    NativeLibraries.load(openblas_nolapack.class);
  }

  private static final long SCORE_BYTES = 512L << 20;

  private final long scoreBytes;

  /** Creates a search that holds 512 MiB of scores at a time. */
  public ExhaustiveSearch() {
    this(SCORE_BYTES);
  }

  /**
   * Creates an exhaustive search.
   *
   * @param scoreBytes memory for scores; one query's are always held, whatever it is
   */
  ExhaustiveSearch(long scoreBytes) {
    this.scoreBytes = scoreBytes;
  }

  /** Gets the scores of one query. */
  public interface RowReader {
    /**
     * Receives the scores of one query.
     *
     * @param query its number
     * @param scores inner product with each row of the index, minus infinity for a row without a
     *     descriptor; used again for the next query
     */
    void read(int query, float[] scores);
  }

  /** Passes on the scores of all queries that have a descriptor, and the numbers of the others. */
  public void run(
      DescriptorMatrix queries, DescriptorMatrix index, RowReader reader, IntConsumer unreadable) {
    BitSet missing = queries.missing();
    run(
        queries,
        index,
        (query, scores) -> {
          if (missing.get(query)) {
            unreadable.accept(query);
          } else {
            reader.read(query, scores);
          }
        });
  }

  /** Passes on the scores of all queries, in order. The dimensions must be the same. */
  public void run(DescriptorMatrix queries, DescriptorMatrix index, RowReader reader) {
    if (queries.dimension() != index.dimension()) {
      throw new IllegalArgumentException(
          "%d and %d dimensions".formatted(queries.dimension(), index.dimension()));
    }
    long fitting = Math.max(1, scoreBytes / (Float.BYTES * Math.max(1L, index.count())));
    float[] row = new float[index.count()];
    for (DescriptorMatrix.Block block : queries.blocks()) {
      int most = (int) Math.min(block.rows(), fitting);
      for (int from = 0; from < block.rows(); from += most) {
        int count = Math.min(most, block.rows() - from);
        FloatBuffer group =
            block.values().slice(from * queries.dimension(), count * queries.dimension());
        score(block.first() + from, count, group, index, row, reader);
      }
    }
  }

  private static void score(
      int first,
      int count,
      FloatBuffer group,
      DescriptorMatrix index,
      float[] row,
      RowReader reader) {
    try (PointerScope scope = new PointerScope()) {
      FloatPointer queries = new FloatPointer(group);
      FloatPointer scores = new FloatPointer((long) count * index.count());
      int width = index.dimension();
      for (DescriptorMatrix.Block block : index.blocks()) {
        cblas_sgemm(
            CblasRowMajor,
            CblasNoTrans,
            CblasTrans,
            count,
            block.rows(),
            width,
            1,
            queries,
            width,
            new FloatPointer(block.values()),
            width,
            0,
            scores.position(block.first()),
            index.count());
      }
      BitSet missing = index.missing();
      for (int i = 0; i < count; i++) {
        scores.position((long) i * index.count()).get(row);
        missing.stream().forEach(at -> row[at] = Float.NEGATIVE_INFINITY);
        reader.read(first + i, row);
      }
    }
  }
}
