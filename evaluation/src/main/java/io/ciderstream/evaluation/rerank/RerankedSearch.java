package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.ExhaustiveSearch;
import io.ciderstream.evaluation.search.UnitVector;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Scores of every query with every row of an index, with what {@link RerankOptions} add: the index
 * is augmented, the query searched, its first answers verified, the query expanded by them and
 * searched again, its answers re-ranked by their neighbours, and those that are verified raised.
 * One thread.
 */
public final class RerankedSearch {
  private final DescriptorMatrix queries;
  private final int[] own;
  private final RerankOptions options;
  private final Optional<LocalFeatureSource> local;
  private final Optional<AugmentedIndex> augmented;
  private final Optional<ReciprocalRanking> reciprocal;
  private final DescriptorMatrix searched;

  /**
   * Prepares what does not depend on a query: augmentation and re-ranking compare every row with
   * every other one.
   *
   * @param own for each query the row of the same picture, which must not help; -1 for none
   * @param local local features; empty if nothing is to be verified
   */
  public RerankedSearch(
      DescriptorMatrix queries,
      DescriptorMatrix index,
      int[] own,
      RerankOptions options,
      Optional<LocalFeatureSource> local) {
    if (options.verify() > 0 && local.isEmpty()) {
      throw new IllegalArgumentException("there are no local features to verify by");
    }
    this.queries = queries;
    this.own = own.clone();
    this.options = options;
    this.local = local;
    this.augmented = options.augmentation().map(weights -> new AugmentedIndex(index, weights));
    this.reciprocal = options.reciprocal().map(how -> new ReciprocalRanking(index, how));
    this.searched = augmented.map(AugmentedIndex::matrix).orElse(index);
  }

  /**
   * Passes on the scores of all queries that have a descriptor, and the numbers of the others, as
   * {@link ExhaustiveSearch#run} does.
   */
  public void run(ExhaustiveSearch.RowReader reader, IntConsumer unreadable) {
    if (options.isNone()) {
      new ExhaustiveSearch().run(queries, searched, reader, unreadable);
    } else if (options.expansion().isEmpty()) {
      new ExhaustiveSearch()
          .run(
              queries,
              searched,
              (query, scores) -> {
                new Answers(query, queries.row(query), scores).finish();
                reader.read(query, scores);
              },
              unreadable);
    } else {
      expanded(reader, unreadable);
    }
  }

  private void expanded(ExhaustiveSearch.RowReader reader, IntConsumer unreadable) {
    QueryExpansion expansion = new QueryExpansion(searched, options.expansion().orElseThrow());
    float[][] expanded = new float[queries.count()][queries.dimension()];
    VerifiedCandidates[] verified = new VerifiedCandidates[queries.count()];
    new ExhaustiveSearch()
        .run(
            queries,
            searched,
            (query, scores) -> {
              float[] vector = queries.row(query);
              Answers answers = new Answers(query, vector, scores);
              verified[query] = answers.verified;
              expanded[query] = expansion.expand(vector, answers.toExpandBy(), answers.replaced);
            },
            query -> {});
    new ExhaustiveSearch()
        .run(
            queries.replacedBy(expanded),
            searched,
            (query, scores) -> {
              new Answers(query, expanded[query], scores, verified[query]).finish();
              reader.read(query, scores);
            },
            unreadable);
  }

  /** The scores of one query. */
  private final class Answers {
    private final int query;
    private final float[] scores;
    private final Map<Integer, float[]> replaced;
    private final VerifiedCandidates verified;

    Answers(int query, float[] vector, float[] scores) {
      this(
          query,
          vector,
          scores,
          options.verify() == 0 ? null : new VerifiedCandidates(local.orElseThrow(), query));
    }

    /** Corrects the scores of the augmented descriptors in which the query's own row is. */
    Answers(int query, float[] vector, float[] scores, VerifiedCandidates verified) {
      this.query = query;
      this.scores = scores;
      this.verified = verified;
      this.replaced = augmented.map(index -> index.without(own[query])).orElse(Map.of());
      replaced.forEach((row, other) -> scores[row] = (float) UnitVector.cosine(vector, other));
    }

    private Neighbours first(int count) {
      return Neighbours.of(scores, count, row -> row != own[query]);
    }

    Neighbours toExpandBy() {
      return verified == null
          ? first(options.expansion().orElseThrow().neighbours())
          : verified.verified(first(options.verify()));
    }

    void finish() {
      reciprocal.ifPresent(ranking -> ranking.rerank(scores, own[query]));
      if (verified != null) {
        verified.raise(first(options.verify()), scores);
      }
    }
  }
}
