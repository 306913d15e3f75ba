package io.ciderstream.trials.faults.change;

import io.ciderstream.trials.faults.judge.TrialJudgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a change of the model under load.
 *
 * @param sent records of {@code images} while it was changed
 * @param queries replies that are OK, by the hash of their model
 * @param failed other replies, and queries without one
 * @param mixed replies that did not find their picture
 * @param rebuildSeconds from the start of the command that went on to its end after the switch
 * @param ends how the records ended, after {@code cider verify} of the new collection
 */
public record ModelChange(
    long sent,
    Map<String, Integer> queries,
    List<String> failed,
    List<String> mixed,
    double rebuildSeconds,
    TrialJudgement ends) {

  /** Returns what went wrong, in sentences; empty if nothing did. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    failed.forEach(reply -> faults.add("failed: " + reply));
    mixed.forEach(reply -> faults.add("mixed: " + reply));
    if (queries.size() != 2) {
      faults.add("both models should have answered, but it was " + queries.keySet());
    }
    if (ends.pending() != 0) {
      faults.add(ends.pending() + " records without an end");
    }
    faults.addAll(ends.differences());
    return faults;
  }
}
