package io.ciderstream.index;

/**
 * Decides whether a call that changes rows may start now. It is checked before each request of such
 * a call is built, and again right before it is sent, so that a process that is stopped in between
 * does not send it late. Called from any thread.
 */
@FunctionalInterface
public interface WritePermit {
  /** Permits every call. */
  WritePermit ALWAYS = () -> {};

  /**
   * Returns normally if the call may start.
   *
   * @throws io.ciderstream.schemas.CiderException of kind DEPENDENCY if it may not
   */
  void require();
}
