package io.ciderstream.index.write;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What a writer remembers from one batch to the next, to distinguish an invalid row from a failing
 * server: the last accepted row, and how often a row was rejected while no other row was accepted.
 * One thread at a time.
 *
 * @param <R> a row
 */
final class BisectionMemory<R> {
  /** The tries before a row is blamed although the server has accepted no other row. */
  static final int MIN_TRIES = 5;

  /** The time before a row is blamed although the server has accepted no other row. */
  static final Duration BLAME_DELAY = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final Map<String, Suspect> suspects = new HashMap<>();
  private Accepted<R> accepted;

  /** A row that was accepted, and the call that wrote it. */
  record Accepted<R>(R row, Consumer<List<R>> call) {}

  private record Suspect(int tries, long since) {}

  /**
   * Creates an empty memory.
   *
   * @param nanoTime the clock, see {@link System#nanoTime}
   */
  BisectionMemory(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Forgets the accepted row if it is one of these, which are about to be replaced or deleted:
   * writing it again would undo that.
   */
  void forget(Predicate<R> rows) {
    if (accepted != null && rows.test(accepted.row())) {
      accepted = null;
    }
  }

  /** Forgets the accepted row, as another writer may write that row from now on. */
  void forget() {
    accepted = null;
  }

  /** Remembers an accepted row. */
  void accepted(Accepted<R> row) {
    accepted = row;
    suspects.clear();
  }

  /** Returns the last accepted row. */
  Optional<Accepted<R>> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** Counts one more refusal, and returns whether the row can be blamed without an accepted one. */
  boolean canBlame(String row) {
    long now = nanoTime.getAsLong();
    Suspect suspect =
        suspects.merge(
            row, new Suspect(1, now), (known, more) -> new Suspect(known.tries + 1, known.since));
    return suspect.tries >= MIN_TRIES && now - suspect.since >= BLAME_DELAY.toNanos();
  }
}
