package io.ciderstream.index.search;

import io.ciderstream.index.Row;
import io.ciderstream.index.descriptor.DescriptorFilters;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.ReservedIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Reads random rows: those whose source offsets are in random windows of the partitions of the
 * images topic. Each row has one source and each window is equally likely, so each row is. Rows
 * that were produced one after the other come together.
 */
final class OffsetSample {
  /** Offsets of one window. */
  static final int WINDOW = 64;

  /** Milvus 2.3 may return a row twice. */
  private static final long ROWS_READ = 2L * WINDOW;

  private record Range(int partition, long windows) {}

  private final Predicate<String> exists;
  private final OffsetScan.Reader reader;

  OffsetSample(Predicate<String> exists, OffsetScan.Reader reader) {
    this.exists = exists;
    this.reader = reader;
  }

  /**
   * Returns about so many rows.
   *
   * @param count of all rows, more than are asked for
   */
  List<Row> sample(int rows, long count, RandomGenerator random) {
    List<Range> ranges = ranges();
    long windows = ranges.stream().mapToLong(Range::windows).sum();
    long wanted = Math.min(windows, Math.max(1, ceilDiv(rows * windows, Math.max(1, count))));
    Set<Long> chosen = new HashSet<>();
    while (chosen.size() < wanted) {
      chosen.add(random.nextLong(windows));
    }
    List<Row> sample = new ArrayList<>();
    Set<ImageId> seen = new HashSet<>();
    for (long window : chosen) {
      for (Row row : reader.read(filter(ranges, window), ROWS_READ)) {
        if (!ReservedIds.isReserved(row.id().value()) && seen.add(row.id())) {
          sample.add(row);
        }
      }
    }
    return sample;
  }

  private static long ceilDiv(long number, long by) {
    return (number + by - 1) / by;
  }

  private static String filter(List<Range> ranges, long window) {
    long left = window;
    for (Range range : ranges) {
      if (left < range.windows()) {
        long from = left * WINDOW;
        return DescriptorFilters.between(range.partition(), from, from + WINDOW);
      }
      left -= range.windows();
    }
    throw new IllegalArgumentException("There is no window " + window);
  }

  private List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (int partition = 0; exists.test(DescriptorFilters.fromPartition(partition)); partition++) {
      ranges.add(new Range(partition, ceilDiv(end(partition), WINDOW)));
    }
    return ranges;
  }

  /** Returns the first offset of a partition behind all rows, by halves. */
  private long end(int partition) {
    long end = WINDOW;
    while (exists.test(DescriptorFilters.from(partition, end))) {
      end *= 2;
    }
    long held = end / 2; // 0, or an offset that a row has or is behind
    while (end - held > WINDOW) {
      long middle = held + (end - held) / 2;
      if (exists.test(DescriptorFilters.from(partition, middle))) {
        held = middle;
      } else {
        end = middle;
      }
    }
    return end;
  }
}
