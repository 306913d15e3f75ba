package io.ciderstream.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.output.FixedTopics;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class UnexpectedFailureGuardTest {
  private static final InputRecord RECORD =
      new InputRecord(
          new RecordPosition(3, 7), 0, new byte[] {1}, new byte[] {2}, new RecordHeaders());

  private static Outcome apply(RecordWork work) throws InterruptedException {
    RoleMeter meter = new RoleMeter(Clock.systemUTC());
    return new UnexpectedFailureGuard(
            work,
            new DeadLetterWait(
                new DeadLetters("images", "dead", new FixedTopics(), Clock.systemUTC()), meter),
            meter,
            Duration.ofMillis(1))
        .process(RECORD, PendingBytes.UNBOUNDED);
  }

  @Test
  void shouldMakeADeadLetterOfARecordThatFailsTimeAndAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Outcome outcome =
        apply(
            (record, bytes) -> {
              tries.incrementAndGet();
              throw new OutOfMemoryError("made by a test");
            });
    assertThat(tries).hasValue(3);
    assertThat(outcome.name()).isEqualTo("dead-lettered.UNEXPECTED");
    OutputRecord letter = outcome.outputs().getFirst();
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.value()).isEqualTo(RECORD.value());
    assertThat(header(letter, HeaderNames.ERROR_CODE)).isEqualTo("UNEXPECTED");
    assertThat(header(letter, HeaderNames.ERROR_OFFSET)).isEqualTo("7");
    assertThat(header(letter, HeaderNames.ERROR_MESSAGE)).contains("made by a test");
  }

  @Test
  void shouldTakeTheOutcomeOfALaterTry() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Outcome outcome =
        apply(
            (record, bytes) -> {
              if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("made by a test");
              }
              return new Outcome("fine", List.of());
            });
    assertThat(outcome.name()).isEqualTo("fine");
  }

  @Test
  void shouldNotBlameTheRecordWhenItsTaskIsGivenUp() {
    assertThatThrownBy(
            () ->
                apply(
                    (record, bytes) -> {
                      Thread.currentThread().interrupt();
                      throw new IllegalStateException("interrupted");
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static String header(OutputRecord letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
