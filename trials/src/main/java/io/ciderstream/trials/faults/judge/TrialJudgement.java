package io.ciderstream.trials.faults.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * How the records of {@code images} ended, and how index and log differ.
 *
 * @param indexed pictures that the index has
 * @param superseded records that a later one of their id replaced
 * @param deleted deletions that are in force
 * @param deadLettered records that were rejected with a reason
 * @param pending records without an end
 * @param duplicates second descriptors or dead letters of a record
 * @param differences sentences about what differs; empty if nothing does
 */
public record TrialJudgement(
    long indexed,
    long superseded,
    long deleted,
    long deadLettered,
    long pending,
    long duplicates,
    List<String> differences) {
  /** A log without records. */
  public static final TrialJudgement EMPTY = new TrialJudgement(0, 0, 0, 0, 0, 0, List.of());

  /** Copies the list. */
  public TrialJudgement {
    differences = List.copyOf(differences);
  }

  /** Returns whether index and log are equal and nothing is pending. */
  public boolean isClean() {
    return differences.isEmpty() && pending == 0;
  }

  /** Returns the number of records. */
  public long records() {
    return indexed + superseded + deleted + deadLettered + pending;
  }

  /** Returns the sums of both, with the differences of the other. */
  public TrialJudgement plus(TrialJudgement other) {
    return new TrialJudgement(
        indexed + other.indexed,
        superseded + other.superseded,
        deleted + other.deleted,
        deadLettered + other.deadLettered,
        pending + other.pending,
        duplicates + other.duplicates,
        other.differences);
  }

  /** Returns the same with a number of duplicates. */
  public TrialJudgement withDuplicates(long count) {
    return new TrialJudgement(
        indexed, superseded, deleted, deadLettered, pending, count, differences);
  }

  /** Returns the same with more differences. */
  public TrialJudgement with(List<String> more) {
    List<String> all = new ArrayList<>(differences);
    all.addAll(more);
    return new TrialJudgement(indexed, superseded, deleted, deadLettered, pending, duplicates, all);
  }

  /** Returns what came since an earlier judgement of the same system, with the differences. */
  public TrialJudgement since(TrialJudgement earlier) {
    return new TrialJudgement(
        indexed - earlier.indexed,
        superseded - earlier.superseded,
        deleted - earlier.deleted,
        deadLettered - earlier.deadLettered,
        pending - earlier.pending,
        duplicates - earlier.duplicates,
        differences);
  }
}
