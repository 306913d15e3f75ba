package io.ciderstream.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class RowCountCheckTest {
  private static LongSupplier counts(long... counts) {
    Iterator<Long> next = java.util.Arrays.stream(counts).iterator();
    long last = counts[counts.length - 1];
    return () -> next.hasNext() ? next.next() : last;
  }

  private static RebuiltIndexCheck check(LongSupplier log, LongSupplier rows, int tries) {
    return new RowCountCheck(log, rows, () -> {}, tries, java.time.Duration.ZERO);
  }

  @Test
  void shouldAcceptWhatTheLogHadInBetween() throws InterruptedException {
    assertThat(check(counts(7), counts(7), 1).difference()).isEmpty();
    assertThat(check(counts(7, 9), counts(8), 1).difference()).isEmpty();
    assertThat(check(counts(7), counts(6, 7), 2).difference()).as("one was on its way").isEmpty();
  }

  @Test
  void shouldTellHowTheyDiffer() throws InterruptedException {
    assertThat(check(counts(7), counts(5), 3).difference())
        .hasValue("the collection has 5 rows, but the log has 7 live ids");
  }
}
