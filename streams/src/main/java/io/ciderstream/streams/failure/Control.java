package io.ciderstream.streams.failure;

/** Tries something that a record needs, apart from that record. */
@FunctionalInterface
public interface Control {
  /** Never succeeds: every failure is retried without end. */
  Control NEVER = () -> false;

  /** Returns whether it works now. May block for some seconds. */
  boolean works() throws InterruptedException;
}
