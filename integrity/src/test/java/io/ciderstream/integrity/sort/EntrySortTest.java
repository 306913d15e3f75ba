package io.ciderstream.integrity.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntrySortTest {
  private static final int BYTES = 20;
  private static final int KEY = 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 1000000, 1000",
    "1, 1000000, 1000",
    "5000, 1000000, 1000000",
    "5000, 3000, 1000000",
    "5000, 3000, 3",
    "5000, 1, 1000",
    "300, 3000, 1"
  })
  void shouldReturnTheEntriesInOrder(int entries, long memory, int keys) {
    Random random = new Random(1);
    List<byte[]> expected = new ArrayList<>();
    List<byte[]> actual = new ArrayList<>();
    try (EntrySort sort = new EntrySort(folder, BYTES, KEY, memory)) {
      for (int i = 0; i < entries; i++) {
        byte[] entry =
            ByteBuffer.allocate(BYTES)
                .putLong(random.nextInt(keys) * 0x9e3779b97f4a7c15L)
                .putLong(random.nextInt(3) - 1)
                .putInt(i)
                .array();
        sort.add(entry);
        expected.add(entry);
      }
      EntryMerge merge = sort.sorted();
      byte[] entry = new byte[BYTES];
      while (merge.next(entry)) {
        actual.add(entry.clone());
      }
      assertThat(sort.count()).isEqualTo(entries);
      assertThat(sort.bytes()).isEqualTo((long) entries * BYTES);
    }
    for (int i = 1; i < actual.size(); i++) {
      assertThat(Arrays.compareUnsigned(actual.get(i - 1), 0, KEY, actual.get(i), 0, KEY))
          .isLessThanOrEqualTo(0);
    }
    expected.sort(Arrays::compareUnsigned);
    actual.sort(Arrays::compareUnsigned);
    assertThat(actual).containsExactlyElementsOf(expected);
    assertThat(folder).isEmptyDirectory();
  }
}
