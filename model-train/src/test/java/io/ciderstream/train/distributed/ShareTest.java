package io.ciderstream.train.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void shouldTakeEachRowOnceAndOneMoreAtMost() {
    for (int size = 1; size < 6; size++) {
      for (int rows : new int[] {0, 1, size, 7, 79_000}) {
        int next = 0;
        for (int rank = 0; rank < size; rank++) {
          Share share = new Share(rank, size);
          assertThat(share.from(rows)).isEqualTo(next);
          assertThat(share.count(rows)).isBetween(rows / size, Math.ceilDiv(rows, size));
          next = share.to(rows);
        }
        assertThat(next).isEqualTo(rows);
      }
    }
  }

  @Test
  void shouldDivideATableOneByOne() {
    assertThat(IntStream.range(0, 7).filter(new Share(1, 3)::takes)).containsExactly(1, 4);
  }

  @Test
  void shouldNotOverflowInATableOfManyRows() {
    assertThat(new Share(1, 2).to(2_000_000_000)).isEqualTo(2_000_000_000);
  }
}
