package io.ciderstream.console.log;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * Where a record lies in its topic.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 */
public record Position(int partition, long offset) {
  private static final int OFFSET_BITS = 44;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  /** Both in one number of at least 0: partitions below 2^19, offsets below 2^44. */
  long packed() {
    return (long) partition << OFFSET_BITS | offset;
  }

  static Position unpacked(long packed) {
    return new Position((int) (packed >>> OFFSET_BITS), packed & OFFSET_MASK);
  }

  /**
   * Reads {@code partition:offset}.
   *
   * @throws CiderException QUERY_INVALID
   */
  public static Position parse(String text) {
    try {
      int colon = text.indexOf(':');
      int partition = Integer.parseInt(text.substring(0, Math.max(0, colon)));
      long offset = Long.parseLong(text.substring(colon + 1));
      if (partition >= 0 && partition < 1 << 19 && offset >= 0 && offset <= OFFSET_MASK) {
        return new Position(partition, offset);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new CiderException(
        ErrorCode.QUERY_INVALID,
        "'%s' is no position; write partition:offset, such as 0:17.".formatted(text));
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
