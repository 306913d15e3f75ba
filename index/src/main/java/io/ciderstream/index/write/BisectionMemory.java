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
 * What a writer remembers from one batch to the next, to tell a row at fault from a server that
 * fails: the row that was accepted last, and how often a row was refused that no other row could
 * speak for. One thread at a time.
 *
 * @param <R> a row
 */
public final class BisectionMemory<R> {
  /** So often a row is tried before it is blamed though the server has accepted no other row. */
  public static final int TRIES = 5;

  /** For so long it is tried before it is blamed so. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final Map<String, Suspect> suspects = new HashMap<>();
  private Accepted<R> accepted;

  public record Accepted<R>(R row, Consumer<List<R>> call) {}

  private record Suspect(int tries, long since) {}

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public BisectionMemory(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Forgets the accepted row if it is one of these, as it is about to be replaced or deleted: to
   * write it again would then undo that.
   */
  public void forget(Predicate<R> rows) {
    if (accepted != null && rows.test(accepted.row())) {
      accepted = null;
    }
  }

  /** Forgets the accepted row, as another writer may write that row from now on. */
  public void forget() {
    accepted = null;
  }

  public void accepted(Accepted<R> row) {
    accepted = row;
    suspects.clear();
  }

  public Optional<Accepted<R>> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** Counts one more refusal; true if this row has been tried often and long enough. */
  public boolean isBeyondPatience(String row) {
    long now = nanoTime.getAsLong();
    Suspect suspect =
        suspects.merge(
            row, new Suspect(1, now), (known, more) -> new Suspect(known.tries + 1, known.since));
    return suspect.tries >= TRIES && now - suspect.since >= PATIENCE.toNanos();
  }
}
