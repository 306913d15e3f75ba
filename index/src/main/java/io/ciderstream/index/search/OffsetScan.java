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
 * Reads all rows in pieces of source offsets. The SDK's query iterator will not do: it pastes the
 * last id of a page unescaped into the next page's filter, and an id is a stranger's text.
 */
public final class OffsetScan {
  private static final int PIECE = 5_000;
  private static final long FIRST_END = 1024;

  /** Reads rows. */
  public interface Reader {
    /** At most limit rows that pass the filter. */
    List<Row> read(String filter, long limit);
  }

  private final Predicate<String> exists;
  private final Reader reader;
  private final Set<ImageId> seen = new HashSet<>();

  public OffsetScan(Predicate<String> exists, Reader reader) {
    this.exists = exists;
    this.reader = reader;
  }

  /** Gives each id's row once, even where Milvus 2.3 has it twice. */
  public void scan(Consumer<Row> sink) {
    // -1 is the contract's "unknown"
    for (int partition = -1; exists.test(DescriptorFilters.fromPartition(partition)); partition++) {
      long end = FIRST_END;
      while (exists.test(DescriptorFilters.from(partition, end))) {
        end *= 2;
      }
      piece(partition, -1, end, sink);
    }
  }

  private void piece(int partition, long from, long to, Consumer<Row> sink) {
    List<Row> rows = reader.read(DescriptorFilters.between(partition, from, to), PIECE + 1L);
    if (rows.size() > PIECE && to - from > 1) {
      long middle = from + (to - from) / 2;
      piece(partition, from, middle, sink);
      piece(partition, middle, to, sink);
      return;
    }
    rows.stream().filter(row -> seen.add(row.id())).forEach(sink);
  }
}
