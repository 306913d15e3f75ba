package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OutageRetryTest {
  private static final CiderException OUTAGE = new CiderException(ErrorCode.INDEX_UNAVAILABLE, "");

  private long now;
  private int tries;
  private final OutageRetry retry = new OutageRetry(() -> now, time -> now += time.toNanos());

  @Test
  void shouldReturnWhatALaterTryReturns() {
    assertThat(retry.<Integer>call(() -> failing(tries < 3, OUTAGE))).isEqualTo(4);
    assertThat(Duration.ofNanos(now)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void shouldGiveUpAfterFourSeconds() {
    assertThatThrownBy(() -> retry.call(() -> failing(true, OUTAGE))).isSameAs(OUTAGE);
    assertThat(tries).isGreaterThan(5);
    assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
  }

  @Test
  void shouldNotTryAgainAfterACallThatWaitedLong() {
    Supplier<Integer> slow =
        () -> {
          now += Duration.ofSeconds(5).toNanos();
          return failing(true, OUTAGE);
        };
    assertThatThrownBy(() -> retry.call(slow)).isSameAs(OUTAGE);
    assertThat(tries).isOne();
  }

  @Test
  void shouldNotTryAgainWhatWillNotPass() {
    CiderException wrong = new CiderException(ErrorCode.SETTING_INVALID, "");
    assertThatThrownBy(() -> retry.call(() -> failing(true, wrong))).isSameAs(wrong);
    assertThat(tries).isOne();
  }

  @Test
  void shouldStopWhenItIsInterrupted() {
    OutageRetry interrupted =
        new OutageRetry(
            () -> now,
            time -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() -> interrupted.call(() -> failing(true, OUTAGE))).isSameAs(OUTAGE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tries).isOne();
  }

  private int failing(boolean fails, RuntimeException failure) {
    tries++;
    if (fails) {
      throw failure;
    }
    return tries;
  }
}
