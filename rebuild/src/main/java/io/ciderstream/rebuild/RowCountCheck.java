package io.ciderstream.rebuild;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Compares the number of rows with the number of live ids in the log, which is read before and
 * after: the rows must be as many as then, or lie between the two while records keep coming.
 */
public final class RowCountCheck implements RebuiltIndexCheck {
  /** Between two tries: a row may be on its way. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final int TRIES = 15;

  private final LongSupplier liveIds;
  private final LongSupplier rows;
  private final CaughtUp caughtUp;
  private final int tries;
  private final Duration pause;

  /** Waits until what is in the log is in the collection. */
  public interface CaughtUp {
    /** Returns when all that the log had at the call is in the collection. */
    void await() throws InterruptedException;
  }

  /**
   * Creates a check.
   *
   * @param liveIds counts the ids in the log now
   * @param rows counts the rows of the collection now
   */
  public RowCountCheck(LongSupplier liveIds, LongSupplier rows, CaughtUp caughtUp) {
    this(liveIds, rows, caughtUp, TRIES, PAUSE);
  }

  RowCountCheck(
      LongSupplier liveIds, LongSupplier rows, CaughtUp caughtUp, int tries, Duration pause) {
    this.tries = tries;
    this.pause = pause;
    this.liveIds = liveIds;
    this.rows = rows;
    this.caughtUp = caughtUp;
  }

  @Override
  public Optional<String> difference() throws InterruptedException {
    String difference = "";
    for (int attempt = 0; attempt < tries; attempt++) {
      long before = liveIds.getAsLong();
      caughtUp.await();
      long counted = rows.getAsLong();
      long after = liveIds.getAsLong();
      if (counted >= Math.min(before, after) && counted <= Math.max(before, after)) {
        return Optional.empty();
      }
      difference =
          "the collection has %d rows, but the log has %d live ids".formatted(counted, after);
      Thread.sleep(pause);
    }
    return Optional.of(difference);
  }
}
