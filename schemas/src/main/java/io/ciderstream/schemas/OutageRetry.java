package io.ciderstream.schemas;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats a call for a few seconds while a server is out of reach: a name may have no address, and
 * a port no listener, while a network changes or a server restarts. Any thread.
 */
public final class OutageRetry {
  /** Waits between two tries. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** With a last try that waits for 5 s, what does not answer is named within ten seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private final Pause pause;

  OutageRetry(LongSupplier nanoTime, Pause pause) {
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** Returns a retry that sleeps between the tries. */
  public static OutageRetry create() {
    return new OutageRetry(System::nanoTime, time -> Thread.sleep(time.toMillis()));
  }

  /**
   * Repeats a call whose server is unavailable, by its code.
   *
   * @see #call(Supplier, Predicate)
   */
  public <T> T call(Supplier<T> call) {
    return call(call, OutageRetry::isOutage);
  }

  /** Returns whether the failure is one of {@link ErrorKind#DEPENDENCY}. */
  public static boolean isOutage(RuntimeException failure) {
    return failure instanceof CiderException e && e.code().kind() == ErrorKind.DEPENDENCY;
  }

  /**
   * Returns the call's result. No try begins later than 4 s after the first.
   *
   * @param mayPass whether the same call may succeed soon after this failure
   * @throws RuntimeException the last failure; an interrupt ends the tries too
   */
  public <T> T call(Supplier<T> call, Predicate<RuntimeException> mayPass) {
    long start = nanoTime.getAsLong();
    Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        Duration next = pauses.next();
        long spent = nanoTime.getAsLong() - start;
        if (!mayPass.test(e) || spent + next.toNanos() > LIMIT.toNanos() || !paused(next)) {
          throw e;
        }
      }
    }
  }

  private boolean paused(Duration time) {
    try {
      pause.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
