package io.ciderstream.trials.faults.judge;

import io.ciderstream.trials.faults.system.TrialSystem;

/** Compares the index of a system with its log. */
public interface IndexJudge {
  /** Judges all records so far. */
  TrialJudgement judge(TrialSystem system);

  /** Writes to the index what it lacks and deletes what it should not have, through the log. */
  void repair(TrialSystem system);
}
