package io.ciderstream.embedding.result;

/**
 * Time spent per stage, in microseconds.
 *
 * @param decode from bytes to the network's input
 * @param waiting for the batch to close and a session to be free
 * @param infer in the network
 */
public record StageTimes(long decode, long waiting, long infer) {
  /** Returns the sum of two passes. */
  public StageTimes plus(StageTimes other) {
    return new StageTimes(decode + other.decode, waiting + other.waiting, infer + other.infer);
  }
}
