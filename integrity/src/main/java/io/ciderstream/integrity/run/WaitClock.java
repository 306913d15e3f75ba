package io.ciderstream.integrity.run;

import java.time.Duration;

/** Time that passes while something is awaited. */
public interface WaitClock {
  /** The system's clock. */
  WaitClock SYSTEM =
      new WaitClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration time) {
          try {
            Thread.sleep(time);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
          }
        }
      };

  /** Returns a time that never goes back. */
  long nanoTime();

  /** Waits so long. */
  void pause(Duration time);
}
