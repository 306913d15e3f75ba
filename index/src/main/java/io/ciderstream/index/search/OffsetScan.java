package io.ciderstream.index.search;

import io.ciderstream.index.Row;
import io.ciderstream.index.descriptor.DescriptorFilters;
import io.ciderstream.schemas.ImageId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads all rows in ranges of source offsets. The SDK's query iterator is not safe: it inserts the
 * last id of a page unescaped into the next page's filter, and users choose the ids.
 */
final class OffsetScan {
  private static final int RANGE_ROWS = 5_000;
  private static final long FIRST_END = 1024;

  /** Reads rows. */
  interface Reader {
    /** Returns at most limit rows that pass the filter. */
    List<Row> read(String filter, long limit);
  }

  private final Predicate<String> exists;
  private final Reader reader;

  OffsetScan(Predicate<String> exists, Reader reader) {
    this.exists = exists;
    this.reader = reader;
  }

  /**
   * Passes each row to the consumer once, even if Milvus 2.3 returns it twice: both have one source
   * offset, so that only the ids of one range are kept.
   */
  void scan(Consumer<Row> sink) {
    // -1 is the partition of an unknown source
    for (int partition = -1; exists.test(DescriptorFilters.fromPartition(partition)); partition++) {
      long end = FIRST_END;
      while (exists.test(DescriptorFilters.from(partition, end))) {
        end *= 2;
      }
      scan(partition, -1, end, sink);
    }
  }

  private void scan(int partition, long from, long to, Consumer<Row> sink) {
    List<Row> rows = reader.read(DescriptorFilters.between(partition, from, to), RANGE_ROWS + 1L);
    if (rows.size() > RANGE_ROWS && to - from > 1) {
      long middle = from + (to - from) / 2;
      scan(partition, from, middle, sink);
      scan(partition, middle, to, sink);
      return;
    }
    Set<ImageId> seen = new HashSet<>();
    rows.stream().filter(row -> seen.add(row.id())).forEach(sink);
  }
}
