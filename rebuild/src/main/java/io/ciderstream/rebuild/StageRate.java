package io.ciderstream.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/** How fast a stage is, over the last minute. */
final class StageRate {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final double MILLIS_PER_SECOND = 1000;

  private record Sample(Instant time, long left) {}

  private final Instant start;
  private final Deque<Sample> samples = new ArrayDeque<>();

  StageRate(Instant start) {
    this.start = start;
  }

  /** Notes how many offsets are left. */
  void note(Instant time, long left) {
    samples.addLast(new Sample(time, left));
    while (samples.size() > 2 && samples.peekFirst().time().isBefore(time.minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  /** Returns the offsets per second; empty while it is not known. */
  OptionalDouble perSecond() {
    if (samples.isEmpty() || !samples.peekLast().time().isAfter(start)) {
      return OptionalDouble.empty();
    }
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    double seconds = Duration.between(first.time(), last.time()).toMillis() / MILLIS_PER_SECOND;
    double done = first.left() - last.left();
    return seconds <= 0 || done <= 0 ? OptionalDouble.empty() : OptionalDouble.of(done / seconds);
  }

  /** Returns how long the rest takes at this rate. */
  Optional<Duration> remaining(long left) {
    OptionalDouble rate = perSecond();
    return rate.isPresent()
        ? Optional.of(Duration.ofMillis((long) (left / rate.getAsDouble() * MILLIS_PER_SECOND)))
        : Optional.empty();
  }
}
