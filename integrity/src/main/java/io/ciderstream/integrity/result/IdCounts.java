package io.ciderstream.integrity.result;

/**
 * The ids with a record or a row, by what was found.
 *
 * @param ids how many there are
 * @param equal ids whose row is as the log says
 * @param deleted ids without a row, as the log says
 * @param rejected ids without a row of their last record, because that is a dead letter
 * @param pending ids whose last record the embedder or the sink has not reached
 * @param movedOn ids with a record after the position
 * @param differing ids that differ
 */
public record IdCounts(
    long ids,
    long equal,
    long deleted,
    long rejected,
    long pending,
    long movedOn,
    DifferenceCounts differing) {
  /** Rejects counts that do not add up to the ids. */
  public IdCounts {
    long sum = equal + deleted + rejected + pending + movedOn + differing.all();
    if (sum != ids) {
      throw new IllegalArgumentException("%d of %d ids were counted".formatted(sum, ids));
    }
  }
}
