package io.ciderstream.integrity.result;

import java.util.List;

/**
 * What a verification found. Counts are of the sample if there is one. Absent values are null, as
 * they are in JSON.
 *
 * @param collection the collection that was compared
 * @param position up to where
 * @param images the end of each image record
 * @param ids what was found of each id
 * @param first the first ids that differ, in the order of their hashes
 * @param sample what the sample says about all; null if all ids were compared
 * @param cost what it took
 */
public record VerificationResult(
    String collection,
    FixedPosition position,
    ImageCounts images,
    IdCounts ids,
    List<Difference> first,
    SampleBound sample,
    VerificationCost cost) {
  /** Copies the list. */
  public VerificationResult {
    first = List.copyOf(first);
  }

  /** Returns whether the index is equal to the log. */
  public IndexVerdict verdict() {
    if (ids.differing().all() > 0) {
      return IndexVerdict.DIFFERENT;
    }
    return ids.pending() + images.ends().pending() > 0 ? IndexVerdict.BEHIND : IndexVerdict.EQUAL;
  }
}
