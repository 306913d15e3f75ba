package io.ciderstream.streams.runtime;

import java.time.Duration;

/** Growing pauses between tries: each twice as long as the one before, up to a longest. */
public final class Pauses {
  private final Duration longest;
  private Duration next;

  /**
   * @param first the first pause
   * @param longest no pause is longer
   */
  public Pauses(Duration first, Duration longest) {
    this.next = first;
    this.longest = longest;
  }

  /** The pause to make now. */
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return now;
  }
}
