package io.ciderstream.trials.faults.system;

/** A trial cannot be run on this machine, or not with these arguments. */
public final class TrialSkippedException extends RuntimeException {
  /**
   * Creates one.
   *
   * @param reason completes "not run:"
   */
  public TrialSkippedException(String reason) {
    super(reason);
  }
}
