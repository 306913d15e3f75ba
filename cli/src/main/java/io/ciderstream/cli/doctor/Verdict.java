package io.ciderstream.cli.doctor;

/** How a check ended. */
public enum Verdict {
  /** As it should be. */
  OK,
  /** Works, but may not for long, or not everything was looked at. */
  WARNING,
  /** Does not work. */
  PROBLEM
}
