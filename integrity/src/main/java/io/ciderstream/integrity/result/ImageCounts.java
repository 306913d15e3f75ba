package io.ciderstream.integrity.result;

/**
 * The end of each offset of {@code images} up to the position.
 *
 * @param offsets how many offsets there are
 * @param withoutRecord offsets without a record: transaction markers, and records of transactions
 *     that were aborted
 * @param notSampled records whose ids are not in the sample
 * @param ends the ends of all other records
 */
public record ImageCounts(long offsets, long withoutRecord, long notSampled, ImageEnds ends) {
  /** Rejects counts that do not add up to the offsets. */
  public ImageCounts {
    long sum = withoutRecord + notSampled + ends.records();
    if (sum != offsets) {
      throw new IllegalArgumentException(
          "the ends of %d offsets were counted, but there are %d".formatted(sum, offsets));
    }
  }
}
