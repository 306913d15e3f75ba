package io.ciderstream.index;

/** What a writer knows of calls that may be carried out after it gave them up. */
public interface LateCalls {
  /**
   * Changes with each call that was to change rows and was not answered: the server may carry it
   * out yet, even after a newer one.
   */
  long unanswered();

  /**
   * Returns when the server has answered a call that changes nothing.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE if it does not
   */
  void probe();
}
