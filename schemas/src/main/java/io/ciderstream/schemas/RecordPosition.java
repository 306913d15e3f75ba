package io.ciderstream.schemas;

import io.ciderstream.schemas.avro.PartitionOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The position of a record in its topic, written {@code partition:offset}.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 */
public record RecordPosition(int partition, long offset) {
  private static final int MAX_SHOWN = 64;

  /**
   * Reads {@code partition:offset}.
   *
   * @throws CiderException QUERY_INVALID if the text is not a position
   */
  public static RecordPosition parse(String text) {
    try {
      int colon = text.indexOf(':');
      int partition = Integer.parseInt(text.substring(0, Math.max(0, colon)));
      long offset = Long.parseLong(text.substring(colon + 1));
      if (partition >= 0 && offset >= 0) {
        return new RecordPosition(partition, offset);
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new CiderException(
        ErrorCode.QUERY_INVALID,
        "'%s' is not a position. Write partition:offset, such as 0:17."
            .formatted(Texts.shortened(text, MAX_SHOWN)));
  }

  /**
   * Reads positions that are separated by commas, as queries name them.
   *
   * @throws CiderException QUERY_INVALID if one of them is not a position
   */
  public static List<PartitionOffset> parseList(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(position -> parse(position.strip()).toAvro())
        .toList();
  }

  /** Returns the position as an Avro record. */
  public PartitionOffset toAvro() {
    return new PartitionOffset(partition, offset);
  }

  /** Returns whether the other is in the same partition and behind this one. */
  public boolean isBefore(RecordPosition other) {
    return partition == other.partition && offset < other.offset;
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
