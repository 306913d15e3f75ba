package io.ciderstream.schemas;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Growing pauses between tries: each twice as long as the one before, up to a longest. With jitter,
 * each is shortened by up to a quarter at random, so that tries that failed together are not
 * repeated together. One thread.
 */
public final class Backoff {
  private static final double JITTER = 0.25;

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;
  private Duration next;

  Backoff(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /** Returns pauses that are shortened at random. */
  public static Backoff jittered(Duration first, Duration longest) {
    return new Backoff(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Returns pauses that are not shortened. */
  public static Backoff exact(Duration first, Duration longest) {
    return new Backoff(first, longest, () -> 0);
  }

  /** Returns the next pause. */
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofNanos((long) (now.toNanos() * (1 - JITTER * random.getAsDouble())));
  }

  /** Starts again with the first pause. */
  public void reset() {
    next = first;
  }
}
