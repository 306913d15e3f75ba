package io.ciderstream.trials.faults;

import io.ciderstream.trials.faults.judge.AcknowledgedRecords;
import io.ciderstream.trials.faults.judge.TrialJudgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a trial.
 *
 * @param name of the trial
 * @param quick whether the fault was shorter than the table says
 * @param made when it ended, in ISO 8601
 * @param seconds how long all of it took
 * @param sent records of {@code images} that the broker acknowledged
 * @param log whether the log has these records
 * @param ends how the records ended
 * @param queries what became of the queries
 * @param recovered seconds from the end of the fault until everything sent before, and a later
 *     picture of each partition, could be found
 * @param skipped why it was not run; empty if it was
 * @param failure what kept it from its end; empty if it reached it
 */
public record TrialResult(
    String name,
    boolean quick,
    String made,
    double seconds,
    long sent,
    AcknowledgedRecords log,
    TrialJudgement ends,
    Queries queries,
    double recovered,
    String skipped,
    String failure) {
  private static final AcknowledgedRecords COMPLETE = new AcknowledgedRecords(0, 0);

  /**
   * What became of the queries.
   *
   * @param sent acknowledged queries
   * @param unanswered queries without a reply
   * @param ambiguous queries with replies of more than one id
   * @param repeated replies that were delivered again
   * @param statuses queries by the status of their reply
   */
  public record Queries(
      long sent, long unanswered, long ambiguous, long repeated, Map<String, Integer> statuses) {
    static final Queries NONE = new Queries(0, 0, 0, 0, Map.of());
  }

  static TrialResult skipped(String name, String made, String reason) {
    return new TrialResult(
        name, false, made, 0, 0, COMPLETE, TrialJudgement.EMPTY, Queries.NONE, 0, reason, "");
  }

  static TrialResult failed(String name, String made, double seconds, String failure) {
    return new TrialResult(
        name,
        false,
        made,
        seconds,
        0,
        COMPLETE,
        TrialJudgement.EMPTY,
        Queries.NONE,
        0,
        "",
        failure);
  }

  /** Returns whether the trial was run. */
  public boolean wasRun() {
    return skipped.isEmpty();
  }

  /** Returns what went wrong, in sentences; empty if every promise was kept. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!failure.isEmpty()) {
      faults.add(failure);
    }
    add(faults, log.lost(), "acknowledged records lost by the log");
    add(faults, ends.pending(), "records without an end");
    add(faults, queries.unanswered(), "queries without a reply");
    add(faults, queries.ambiguous(), "queries with two different replies");
    if (failure.isEmpty() && wasRun() && sent + log.appended() != ends.records()) {
      faults.add(
          "%d records were sent, but %d have an end"
              .formatted(sent + log.appended(), ends.records()));
    }
    faults.addAll(ends.differences());
    return faults;
  }

  private static void add(List<String> faults, long count, String what) {
    if (count != 0) {
      faults.add("%d %s".formatted(count, what));
    }
  }
}
