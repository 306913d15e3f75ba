/**
 * Pairs of an evaluation picture and a training picture that may show the same: {@link
 * io.ciderstream.overlap.candidate.CandidateSearch} keeps the nearest training pictures of each
 * query while the training set streams by, {@link io.ciderstream.overlap.candidate.NameMatches}
 * adds classes by their names. One thread.
 */
package io.ciderstream.overlap.candidate;
