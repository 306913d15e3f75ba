package io.ciderstream.integrity;

import io.ciderstream.integrity.run.WaitClock;
import java.time.Duration;

/** A clock whose pauses take no time; something may happen in each. */
final class FakeClock implements WaitClock {
  private long nanos;
  private Runnable onPause = () -> {};

  /** Sets what happens in each pause. */
  void onPause(Runnable action) {
    onPause = action;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void pause(Duration time) {
    nanos += time.toNanos();
    onPause.run();
  }
}
