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
      assertThat(backlog.left()).isEqualTo(8 - offset);
      assertThat(arrived().offset()).isEqualTo(offset);
    }
    assertThat(backlog.next()).isNull();
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void shouldGoOnWithoutAGapWhenTheRangeGrowsInTheMeantime() {
    backlog.extend(5, 6);
    assertThat(arrived().offset()).isEqualTo(5);
    backlog.extend(6, 8);
    assertThat(arrived().offset()).isEqualTo(6);
    assertThat(arrived().offset()).isEqualTo(7);
    assertThat(backlog.next()).isNull();
    assertThat(log.opened()).containsExactly(5L);
  }

  @Test
  void shouldReturnAtOnceWhenNothingHasArrivedYet() {
    backlog.extend(5, 6);
    assertThat(backlog.next()).isNull();
    assertThat(backlog.isEmpty()).isFalse();
    assertThat(backlog.next().offset()).isEqualTo(5);
  }

  /** The log has nothing at the first asking. */
  private InputRecord arrived() {
    assertThat(backlog.next()).isNull();
    return backlog.next();
  }
}
