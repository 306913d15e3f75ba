package io.ciderstream.streams.runtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Growing pauses between tries: each about twice as long as the one before, up to a longest. Each
 * is shortened by up to a quarter at random, so that what failed together is not tried together.
 */
public final class Pauses {
  private static final double JITTER = 0.25;

  private final Duration longest;
  private final DoubleSupplier random;
  private Duration next;

  /**
   * @param first the first pause
   * @param longest no pause is longer
   */
  public Pauses(Duration first, Duration longest) {
    this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }

  Pauses(Duration first, Duration longest, DoubleSupplier random) {
    this.next = first;
    this.longest = longest;
    this.random = random;
  }

  /** The pause to make now. */
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofNanos((long) (now.toNanos() * (1 - JITTER * random.getAsDouble())));
  }
}
