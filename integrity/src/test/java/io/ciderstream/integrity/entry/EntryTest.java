package io.ciderstream.integrity.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.RecordPosition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
  @Test
  void shouldDecodeWhatItEncoded() {
    Entry entry =
        new Entry(
            new KeyDigest(-5, 7),
            EntryKind.DESCRIPTOR,
            new RecordPosition(-1, -1),
            1L << 40,
            12,
            new Facts(-3, -4, 5, new VectorSketch(1, -2, 3.5f, 4)));

    assertThat(Entry.decode(entry.encoded())).isEqualTo(entry);
    assertThat(entry.encoded()).hasSize(Entry.BYTES);
  }

  @Test
  void shouldSortByPartitionThenSourceThenKind() {
    List<Entry> sorted =
        List.of(
            entry(EntryKind.ROW, -1, -1),
            entry(EntryKind.IMAGE, 0, 3),
            entry(EntryKind.IMAGE_LETTER, 0, 4),
            entry(EntryKind.IMAGE, 0, 4),
            entry(EntryKind.DESCRIPTOR, 0, 4),
            entry(EntryKind.IMAGE, 1, 0));

    for (int i = 1; i < sorted.size(); i++) {
      assertThat(
              Arrays.compareUnsigned(
                  sorted.get(i - 1).encoded(),
                  0,
                  Entry.KEY_BYTES,
                  sorted.get(i).encoded(),
                  0,
                  Entry.KEY_BYTES))
          .isNegative();
    }
  }

  private static Entry entry(EntryKind kind, int partition, long source) {
    return new Entry(
        new KeyDigest(1, 2), kind, new RecordPosition(partition, source), 9, -1, Facts.NONE);
  }
}
