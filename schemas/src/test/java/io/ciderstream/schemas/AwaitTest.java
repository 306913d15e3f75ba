package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void shouldCheckUntilTheConditionHolds() {
    AtomicInteger checks = new AtomicInteger();
    Await.until(
        () -> checks.incrementAndGet() == 3,
        Duration.ofMinutes(1),
        () -> {
          throw new AssertionError("not stalled yet");
        });
    assertThat(checks).hasValue(3);
  }

  @Test
  void shouldRemindAgainAndAgainWhileTheConditionDoesNotHold() {
    AtomicInteger reminders = new AtomicInteger();
    Await.until(() -> reminders.get() == 2, Duration.ofMillis(1), reminders::incrementAndGet);
    assertThat(reminders).hasValue(2);
  }

  @Test
  void shouldEndWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Await.until(() -> false, Duration.ofMinutes(1), () -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
