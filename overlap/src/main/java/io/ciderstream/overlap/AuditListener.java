package io.ciderstream.overlap;

/** Receives what an audit does, on the thread that runs it. */
public interface AuditListener {
  /** Receives a sentence. */
  void say(String text);

  /**
   * Receives how far a step is; called often.
   *
   * @param step what is counted
   */
  void show(String step, int done, int all);
}
