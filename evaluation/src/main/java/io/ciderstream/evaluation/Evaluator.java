package io.ciderstream.evaluation;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.Features;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.metric.GlobalAveragePrecision;
import io.ciderstream.evaluation.metric.GlobalAveragePrecision.Guess;
import io.ciderstream.evaluation.metric.Tally;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.evaluation.rerank.RerankedSearch;
import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.ExhaustiveSearch;
import io.ciderstream.evaluation.truth.RecognitionSet;
import io.ciderstream.evaluation.truth.RetrievalSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Embeds a set's pictures, searches and judges. One thread. */
public final class Evaluator {
  private final Extraction extraction;
  private final Extraction queryExtraction;
  private final LongSupplier nanoClock;
  private final RerankOptions rerank;

  /**
   * Creates an evaluator that ranks by the descriptors alone.
   *
   * @param nanoClock as {@link System#nanoTime}
   */
  public Evaluator(Extraction extraction, LongSupplier nanoClock) {
    this(extraction, nanoClock, RerankOptions.NONE);
  }

  /**
   * Creates an evaluator.
   *
   * @param extraction keeps local features if answers are to be verified
   * @param nanoClock as {@link System#nanoTime}
   * @param rerank what the search adds to the descriptors' scores
   */
  public Evaluator(Extraction extraction, LongSupplier nanoClock, RerankOptions rerank) {
    this(extraction, extraction, nanoClock, rerank);
  }

  /**
   * Creates an evaluator whose queries another embedder describes than the searched pictures.
   *
   * @param extraction of the searched pictures, whose way to compare local features counts
   * @param queryExtraction of the queries
   * @param nanoClock as {@link System#nanoTime}
   * @param rerank what the search adds to the descriptors' scores
   */
  public Evaluator(
      Extraction extraction,
      Extraction queryExtraction,
      LongSupplier nanoClock,
      RerankOptions rerank) {
    this.extraction = extraction;
    this.queryExtraction = queryExtraction;
    this.nanoClock = nanoClock;
    this.rerank = rerank;
  }

  /**
   * Judges retrieval.
   *
   * @param distractors pictures that are searched too and never right; may be empty
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if no query could find anything, or
   *     another if pictures cannot be embedded
   */
  public EvaluationReport retrieval(RetrievalSet set, List<EvaluationImage> distractors) {
    EvaluationChecks.require(set);
    Run run = new Run(set.queries(), set.index(), distractors);
    EvaluationChecks.require(set, run.queries, run.index.getFirst());
    List<Tally> tallies = set.protocols().stream().map(Tally::new).toList();
    run.search(
        OwnRows.of(set),
        (query, scores) -> tallies.forEach(tally -> tally.add(query, scores)),
        query -> tallies.forEach(tally -> tally.addUnreadable(query)));
    return run.report(tallies.stream().map(Tally::figures).toList());
  }

  /**
   * Judges recognition: the guess is the landmark of the nearest picture, its confidence their
   * score. The one figure's average precision is the GAP.
   */
  public EvaluationReport recognition(RecognitionSet set) {
    EvaluationChecks.require(set);
    Run run = new Run(set.queries(), set.index(), List.of());
    EvaluationChecks.require(set, run.queries, run.index.getFirst());
    List<Guess> guesses = new ArrayList<>();
    run.search(
        OwnRows.none(set.queries().size()),
        (query, scores) -> {
          int best = best(scores);
          boolean right = set.landmarks().get(query).contains(set.labels().get(best));
          guesses.add(new Guess(scores[best], right));
        },
        query -> {});
    int shown = (int) set.landmarks().stream().filter(some -> !some.isEmpty()).count();
    double gap = GlobalAveragePrecision.of(guesses, shown);
    return run.report(List.of(new Figures("GAP", List.of(gap), new TreeMap<>(Map.of()))));
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int row = 1; row < scores.length; row++) {
      if (scores[row] > scores[best]) {
        best = row;
      }
    }
    return best;
  }

  /** The descriptors of one set and what they cost. */
  private final class Run {
    private final List<Features> index = new ArrayList<>();
    private final Features queries;
    private long prepareNanos;
    private long searchNanos;

    Run(
        List<EvaluationImage> queries,
        List<EvaluationImage> index,
        List<EvaluationImage> distractors) {
      this.index.add(extraction.extract(index));
      if (!distractors.isEmpty()) {
        this.index.add(extraction.extract(distractors));
      }
      this.queries = queryExtraction.extract(queries);
    }

    void search(int[] own, ExhaustiveSearch.RowReader reader, IntConsumer unreadable) {
      long start = nanoClock.getAsLong();
      RerankedSearch search =
          new RerankedSearch(
              queries.descriptors(),
              DescriptorMatrix.join(index.stream().map(Features::descriptors).toList()),
              own,
              rerank,
              LocalRows.of(extraction.verification(), queries, index));
      long prepared = nanoClock.getAsLong();
      search.run(reader, unreadable);
      prepareNanos = prepared - start;
      searchNanos = nanoClock.getAsLong() - prepared;
    }

    EvaluationReport report(List<Figures> figures) {
      List<Features> all = new ArrayList<>(index);
      all.add(queries);
      return new EvaluationReport(
          figures,
          queries.descriptors().count(),
          index.stream().mapToInt(part -> part.descriptors().count()).sum(),
          all.stream().flatMap(part -> part.unreadable().stream()).distinct().toList(),
          all.stream().mapToInt(Features::embedded).sum(),
          all.stream().map(Features::time).reduce(Duration.ZERO, Duration::plus),
          Duration.ofNanos(prepareNanos),
          Duration.ofNanos(searchNanos));
    }
  }
}
