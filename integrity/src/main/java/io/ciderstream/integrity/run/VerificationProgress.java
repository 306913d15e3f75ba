package io.ciderstream.integrity.run;

/** Is notified of how far a verification or a repair is, often, on its thread. */
@FunctionalInterface
public interface VerificationProgress {
  /** Ignores it. */
  VerificationProgress NONE = (step, done, all) -> {};

  /**
   * Receives how much of a step is done. A new step begins when its name changes.
   *
   * @param step what is counted
   */
  void show(String step, long done, long all);
}
