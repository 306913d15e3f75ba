package io.ciderstream.connectors.write;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WriteLeaseTest {
  private static final Duration FAST = Duration.ofMillis(20);

  private long now = -5_000_000_000L;
  private final WriteLease lease =
      new WriteLease(new LeaseLimits(Duration.ofSeconds(6), Duration.ofMinutes(5)), () -> now);
  private long heartbeats;

  @Test
  void shouldPermitWhileHeartbeatsAreAnswered() {
    for (int i = 0; i < 100; i++) {
      heartbeat(2_000, FAST);
      permitted();
    }
  }

  /** Also within one put that takes long. */
  @Test
  void shouldRefuseOnceHeartbeatsAreNoLongerAnswered() {
    heartbeat(2_000, FAST);
    heartbeat(2_000, FAST);
    pass(5_500);
    permitted();
    pass(500);
    refused();
    lease.notePoll();
    refused();
    lease.notePoll();
    refused();
  }

  @Test
  void shouldRefuseAfterTheProcessWasStoppedThoughAnAnswerLayInItsSocket() {
    heartbeat(2_000, FAST);
    now += Duration.ofSeconds(30).toNanos();
    refused();
    heartbeats++;
    lease.noteHeartbeats(OptionalLong.of(heartbeats), Duration.ofSeconds(30));
    refused();
    lease.notePoll();
    lease.notePoll();
    refused();
  }

  @Test
  void shouldPermitAgainOnceAMemberThatWasStoppedHasPolled() {
    heartbeat(2_000, FAST);
    now += Duration.ofSeconds(30).toNanos();
    lease.noteHeartbeats(OptionalLong.of(heartbeats), FAST);
    lease.notePoll();
    heartbeat(1_000, FAST);
    refused(); // the answer may be that it is a member no more
    lease.notePoll();
    refused(); // the poll before this put may have begun before the answer
    lease.notePoll();
    permitted();
  }

  @Test
  void shouldDateAnAnswerBackToItsRequest() {
    heartbeat(2_000, FAST);
    heartbeat(4_000, Duration.ofMillis(3_500));
    pass(4_000);
    refused(); // sent no later than 7.7 s ago, as far as is known
  }

  @Test
  void shouldDateASlowlyMeasuredAnswerAfterTheOneBefore() {
    heartbeat(2_000, Duration.ofSeconds(60)); // the slowest of the last minute was long ago
    for (int i = 0; i < 10; i++) {
      heartbeat(2_000, Duration.ofSeconds(60));
      permitted();
    }
  }

  @Test
  void shouldPermitAfterTheGroupGavePartitionsAgain() {
    now += Duration.ofSeconds(30).toNanos();
    refused();
    lease.start();
    permitted();
  }

  @Test
  void shouldRefuseInAPutThatOutlastsThePollInterval() {
    lease.notePoll();
    for (int second = 0; second < 268; second += 2) {
      heartbeat(2_000, FAST);
    }
    permitted();
    heartbeat(2_000, FAST);
    heartbeat(2_000, FAST);
    refused();
    lease.notePoll();
    permitted();
  }

  @Test
  void shouldTakeARunningProcessForAMemberWhereNothingIsKnownOfHeartbeats() {
    for (int i = 0; i < 100; i++) {
      now += Duration.ofMillis(200).toNanos();
      lease.noteHeartbeats(OptionalLong.empty(), Duration.ZERO);
      permitted();
    }
    now += Duration.ofSeconds(7).toNanos();
    lease.noteHeartbeats(OptionalLong.empty(), Duration.ZERO);
    refused();
    lease.notePoll();
    permitted();
  }

  @Test
  void shouldPermitAlwaysIfThereIsNone() {
    WriteLease none =
        new WriteLease(new LeaseLimits(Duration.ZERO, Duration.ofMinutes(5)), () -> now);
    now += Duration.ofHours(1).toNanos();
    assertThatCode(none::require).doesNotThrowAnyException();
  }

  /** Checks every 200 ms for this time; at the end another heartbeat is answered. */
  private void heartbeat(long afterMs, Duration slowest) {
    pass(afterMs - 200);
    now += Duration.ofMillis(200).toNanos();
    heartbeats++;
    lease.noteHeartbeats(OptionalLong.of(heartbeats), slowest);
  }

  private void pass(long ms) {
    for (long at = 0; at < ms; at += 100) {
      now += Duration.ofMillis(100).toNanos();
      if (at % 200 == 100) {
        lease.noteHeartbeats(OptionalLong.of(heartbeats), FAST);
      }
    }
  }

  private void permitted() {
    assertThatCode(lease::require).doesNotThrowAnyException();
  }

  private void refused() {
    assertThatThrownBy(lease::require).hasMessageContaining("BROKER_UNAVAILABLE");
  }
}
