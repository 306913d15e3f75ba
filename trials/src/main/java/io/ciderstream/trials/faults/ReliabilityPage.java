package io.ciderstream.trials.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page with the fault table, as Markdown. Values only; any thread. */
public final class ReliabilityPage {
  private static final String HEAD =
      """
      # Reliability

      `./cider trial faults --out docs/reliability.md` writes this page; do not edit it. Each row is a fault that was
      injected into a whole system while pictures, updates, deletions and queries came in. Afterwards `cider verify`
      compared the index with the log. A row that says **clean** kept every promise of the
      [contract](reference/contract.md#promises): the columns *indexed* to *dead-lettered* add up to *sent*, nothing was
      lost, stale or resurrected, and every query has exactly one terminal reply.

      * **sent**: records of `images` that the broker acknowledged.
      * **duplicates**: records of `images` with two descriptors or dead letters. `verify --repair` writes descriptors
        again.
      * **queries**: how many got each status. Queries during an outage may be `UNAVAILABLE`; the contract allows it.
      * **seconds to recover**: from the end of the fault until a query is answered that covers everything sent before,
        and one later picture in each partition. This includes the backlog. It is an upper bound: the machine may have
        done other work.
      * **clean, by a shorter fault**: with `--quick`, which shortens the fault, repeats it twice at most, and sends
        fewer pictures.

      """;

  private ReliabilityPage() {}

  /**
   * Returns the page.
   *
   * @param trials the rows
   * @param results by name; a trial without one was not run
   * @param machine a sentence about where they were run
   */
  public static String text(
      List<FaultTrial> trials, Map<String, TrialResult> results, String machine) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| fault | promise | command `./cider trial faults --only` | sent | indexed | superseded | deleted |"
            + " dead-lettered | duplicates | queries | seconds to recover | result |");
    lines.add("|---|---|---|--:|--:|--:|--:|--:|--:|---|--:|---|");
    trials.forEach(trial -> lines.add(row(trial, results.get(trial.name()))));
    return HEAD + machine + "\n\n" + String.join("\n", lines) + "\n";
  }

  private static String row(FaultTrial trial, TrialResult result) {
    String start = "| %s | %s | `%s` |".formatted(trial.fault(), trial.promise(), trial.name());
    if (result == null || !result.wasRun()) {
      return start
          + " | | | | | | | | not run: %s |"
              .formatted(result == null ? "not asked for" : result.skipped());
    }
    return start
        + String.format(
            Locale.ROOT,
            " %d | %d | %d | %d | %d | %d | %s | %.0f | %s |",
            result.sent(),
            result.ends().indexed(),
            result.ends().superseded(),
            result.ends().deleted(),
            result.ends().deadLettered(),
            result.ends().duplicates(),
            queries(result.queries()),
            result.recovered(),
            verdict(result));
  }

  private static String queries(TrialResult.Queries queries) {
    return new TreeMap<>(queries.statuses())
        .entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  /** Returns a cell: clean, or what went wrong. */
  public static String verdict(TrialResult result) {
    List<String> faults = result.faults();
    if (faults.isEmpty()) {
      String appended =
          result.log().appended() == 0
              ? ""
              : ", with %d records that `--repair` appended".formatted(result.log().appended());
      return "clean" + appended + (result.quick() ? ", by a shorter fault (`--quick`)" : "");
    }
    String first = faults.stream().limit(3).collect(Collectors.joining("; "));
    String text = faults.size() <= 3 ? first : first + "; and %d more".formatted(faults.size() - 3);
    return "**" + text.replace("|", "\\|").replace("\n", " ") + "**";
  }
}
