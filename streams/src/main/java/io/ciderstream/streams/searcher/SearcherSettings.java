package io.ciderstream.streams.searcher;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import io.ciderstream.streams.recall.RecallOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The settings of how the searcher answers queries. */
public final class SearcherSettings {
  public static final Setting<List<String>> REPLY_TOPICS =
      Setting.list(
              "searcher.reply.topics",
              List.of(),
              "Topics that a query may name for its reply, besides the default one.")
          .withRemedyFor(ErrorCode.REPLY_TOPIC_REFUSED);

  public static final Setting<Long> BUDGET =
      Setting.big(
          "searcher.budget.ms",
          10_000,
          100,
          600_000,
          "How long the searcher works on one query before the query is UNAVAILABLE. The time that its"
              + " picture waits behind those of other queries does not count.");

  public static final Setting<Long> FRESHNESS_POLL =
      Setting.big(
          "searcher.freshness.poll.ms",
          50,
          1,
          10_000,
          "Pause between two checks whether the index has reached the positions that queries wait"
              + " for, per partition; 20 times as long where the progress topic reports on the"
              + " partition.");

  public static final Setting<Integer> THREADS =
      Setting.number(
          "searcher.threads",
          8,
          1,
          1024,
          "Most plain searches at a time, and most searches with at_least.");

  public static final Setting<Integer> VERIFY_THREADS =
      Setting.number(
          "searcher.verify.threads",
          2,
          1,
          256,
          "Most queries whose candidates are verified at a time.");

  public static final Setting<Integer> EXPANSION =
      Setting.number(
          "searcher.expansion",
          0,
          0,
          10,
          "How many verified matches are added to the vector of a query with verify, for a second"
              + " search; its scores are cosines to the expanded vector. 0: none, 1 pays most.");

  public static final Setting<Long> CANARY_INTERVAL =
      Setting.big(
          "canary.interval.ms",
          0,
          0,
          3_600_000,
          "Pause between two canaries: pictures under reserved ids that measure how long a picture takes"
              + " until a search finds it. One searcher at a time sends them; it must be allowed to write"
              + " to images and to read descriptors. 0 sends none; ./cider demo uses 5000.");

  public static final Setting<Double> RECALL_SHARE =
      Setting.ratio(
          "searcher.recall.share",
          0.01,
          0,
          1,
          "Share of the searches without a filter that are compared with a random sample of all rows,"
              + " to estimate the recall. 0 audits none.");

  public static final Setting<Integer> RECALL_ROWS =
      Setting.number(
          "searcher.recall.rows",
          10_000,
          100,
          1_000_000,
          "Rows of that sample, all of them in a smaller index. It is kept in memory and read again every"
              + " ten minutes while searches are audited.");

  public static final Setting<String> NEXT_MODEL =
      Setting.text(
              "model.next.file",
              "",
              SettingCheck.none(),
              "Another model file that the searcher loads besides its own. It answers with the"
                  + " model of the collection that the alias points to, while ./cider rebuild"
                  + " changes it.")
          .withRemedyFor(ErrorCode.MODEL_MISMATCH);

  /** All but {@link #NEXT_MODEL}, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          REPLY_TOPICS,
          BUDGET,
          FRESHNESS_POLL,
          THREADS,
          VERIFY_THREADS,
          EXPANSION,
          CANARY_INTERVAL,
          RECALL_SHARE,
          RECALL_ROWS);

  private SearcherSettings() {}

  /**
   * Returns the options from the values of {@link #ALL}.
   *
   * @param progress where the sink reports how far the index is, if it does
   */
  public static SearcherOptions from(SettingValues values, Optional<ProgressSource> progress) {
    return new SearcherOptions(
        Set.copyOf(values.get(REPLY_TOPICS)),
        values.millis(BUDGET),
        values.millis(FRESHNESS_POLL),
        values.get(THREADS),
        new SearcherOptions.Verification(values.get(VERIFY_THREADS), values.get(EXPANSION)),
        new SearcherOptions.SelfChecks(
            values.millis(CANARY_INTERVAL),
            new RecallOptions(values.get(RECALL_SHARE), values.get(RECALL_ROWS))),
        progress);
  }
}
