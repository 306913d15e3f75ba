package io.ciderstream.streams.searcher;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.recall.RecallOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the searcher alone.
 *
 * @param replyTopics topics that a query may name for its reply, besides the default one
 * @param budget how long one query is worked on before it is UNAVAILABLE, 100 ms or more
 * @param freshnessPoll pause between two checks whether the index holds what queries wait for in
 *     one partition, 1 ms or more; 20 times as long where the progress topic speaks of the
 *     partition
 * @param searchThreads most plain searches at a time, and most strong ones, 1 or more
 * @param verification how candidates are verified
 * @param checks how the searcher measures the system and itself
 * @param progress where the sink reports how far the index is; without it the index is queried
 */
public record SearcherOptions(
    Set<String> replyTopics,
    Duration budget,
    Duration freshnessPoll,
    int searchThreads,
    Verification verification,
    SelfChecks checks,
    Optional<ProgressSource> progress) {

  private static final long MIN_BUDGET_MS = 100;

  /**
   * How candidates are verified.
   *
   * @param threads most queries whose candidates are verified at a time, 1 or more
   * @param expansion how many verified matches are added to a query, 0 to 10
   */
  public record Verification(int threads, int expansion) {
    private static final Verification STANDARD = new Verification(2, 0);

    /** Rejects impossible values with SETTING_INVALID. */
    public Verification {
      if (threads < 1 || expansion < 0) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s is %d (1 or more), %s %d (0 or more)."
                .formatted(
                    SearcherSettings.VERIFY_THREADS,
                    threads,
                    SearcherSettings.EXPANSION,
                    expansion));
      }
    }
  }

  /**
   * How the searcher measures the system and itself.
   *
   * @param canaryInterval pause between two canaries; zero sends none
   * @param recall how searches are audited
   */
  public record SelfChecks(Duration canaryInterval, RecallOptions recall) {
    private static final SelfChecks NONE = new SelfChecks(Duration.ZERO, RecallOptions.NONE);
  }

  /** Creates options that verify as by default, without a progress topic and checks. */
  public SearcherOptions(
      Set<String> replyTopics, Duration budget, Duration freshnessPoll, int searchThreads) {
    this(
        replyTopics,
        budget,
        freshnessPoll,
        searchThreads,
        Verification.STANDARD,
        SelfChecks.NONE,
        Optional.empty());
  }

  /** Rejects impossible values with SETTING_INVALID. */
  public SearcherOptions {
    replyTopics = Set.copyOf(replyTopics);
    if (budget.toMillis() < MIN_BUDGET_MS || freshnessPoll.toMillis() < 1 || searchThreads < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is %s (100 ms or more), %s %s (1 ms or more), %s %d (1 or more)."
              .formatted(
                  SearcherSettings.BUDGET,
                  Durations.text(budget),
                  SearcherSettings.FRESHNESS_POLL,
                  Durations.text(freshnessPoll),
                  SearcherSettings.THREADS,
                  searchThreads));
    }
  }
}
