package io.ciderstream.overlap.verify;

import io.ciderstream.overlap.candidate.Candidate;

/**
 * The result for one candidate.
 *
 * @param query number of the evaluation picture
 * @param row of the training picture
 * @param match what they have in common
 */
public record VerifiedPair(int query, int row, PairMatch match) {
  /** Returns the pair's name, as {@link Candidate#id()}. */
  public String id() {
    return Candidate.id(query, row);
  }
}
