package io.ciderstream.servers.machine;

/** The result of a check. */
public enum Verdict {
  /** The check found no problem. */
  OK,
  /** Works, but may not for long, or not everything was checked. */
  WARNING,
  /** Does not work. */
  PROBLEM
}
