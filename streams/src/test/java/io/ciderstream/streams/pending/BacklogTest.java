package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private final MemoryInputLog log = new MemoryInputLog();
  private final Backlog backlog = new Backlog(log, 0);

  @Test
  void shouldGiveEachRecordOfTheRangeOnceAndThenBeEmpty() {
    backlog.extend(5, 8);
    for (long offset = 5; offset < 8; offset++) {
      assertThat(backlog.isEmpty()).isFalse();
      assertThat(backlog.next().offset()).isEqualTo(offset);
    }
    assertThat(backlog.next()).isNull();
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void shouldGoOnWithoutAGapWhenTheRangeGrowsInTheMeantime() {
    backlog.extend(5, 6);
    assertThat(backlog.next().offset()).isEqualTo(5);
    backlog.extend(6, 8);
    assertThat(backlog.next().offset()).isEqualTo(6);
    assertThat(backlog.next().offset()).isEqualTo(7);
    assertThat(backlog.next()).isNull();
    assertThat(log.opened()).containsExactly(5L);
  }
}
