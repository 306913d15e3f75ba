package io.ciderstream.index;

/**
 * Tells whether a call that changes rows may start now. Asked for every such call right before it
 * is sent and after its deadline has begun to run, so that a process that is stopped in between
 * cannot send it late. Called from any thread.
 */
@FunctionalInterface
public interface WritePermit {
  /** Always permits. */
  WritePermit ALWAYS = () -> {};

  /**
   * Returns if the call may start.
   *
   * @throws io.ciderstream.schemas.CiderException of kind DEPENDENCY if it may not
   */
  void require();
}
