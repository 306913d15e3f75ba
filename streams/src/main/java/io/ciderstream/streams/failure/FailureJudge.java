package io.ciderstream.streams.failure;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides which failures are final. One of kind INPUT is so at once. One of a dependency or of an
 * unexpected kind is tried again; once {@link #MAX_TRIES} tries failed, and a control of the same
 * dependency worked before and after the last of them, it is this record's own and ends as
 * UNEXPECTED. While the control fails too, it is an outage, and the record waits. That the control
 * works once is not enough: an outage may have ended just then.
 */
public final class FailureJudge {
  /** Tries of one record, before its failure may be its own. */
  public static final int MAX_TRIES = 8;

  private final int maxTries;
  private final Function<Optional<CiderException>, Control> controls;

  /**
   * Creates a failure judge.
   *
   * @param maxTries least tries of a record before its failure may be its own, 2 or more
   * @param controls the control of a failure; of an unexpected one for the empty value
   */
  public FailureJudge(int maxTries, Function<Optional<CiderException>, Control> controls) {
    this.maxTries = maxTries;
    this.controls = controls;
  }

  /** Begins with a record. */
  public Tries begin() {
    return new Tries();
  }

  /** The tries of one record. For one thread. */
  public final class Tries {
    private final long start = System.nanoTime();
    private int failed;
    private boolean controlWorked;

    /**
     * Counts a failed try.
     *
     * @return the failure to end the record with; empty if it is to be tried again
     */
    public Optional<CiderException> judge(Throwable failure) throws InterruptedException {
      failed++;
      Optional<CiderException> known =
          failure instanceof CiderException e && e.code() != ErrorCode.UNEXPECTED
              ? Optional.of(e)
              : Optional.empty();
      if (known.isPresent() && known.get().code().kind() == ErrorKind.INPUT) {
        return known;
      }
      if (failed < maxTries - 1) {
        return Optional.empty();
      }
      boolean workedBefore = controlWorked;
      controlWorked = controls.apply(known).works();
      return failed >= maxTries && workedBefore && controlWorked
          ? Optional.of(own(failure))
          : Optional.empty();
    }

    private CiderException own(Throwable failure) {
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      String cause =
          failure instanceof CiderException known
              ? known.code() + ": " + known.detail()
              : failure.toString();
      return new CiderException(
          ErrorCode.UNEXPECTED,
          "It failed %d times in %d s. The last failure was: %s".formatted(failed, seconds, cause),
          failure);
    }
  }
}
