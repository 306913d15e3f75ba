package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import java.time.Duration;
import java.util.List;

/**
 * Creates a dead letter of a record on which the work failed in a way that it did not foresee, time
 * and again. Without it such a record would end the stream thread, and the next one, without end.
 * Work should handle its failures; this guard is the last resort.
 *
 * @param work guarded
 * @param deadLetters creates the dead letter of a record
 * @param meter counts each failure
 * @param pause between two tries
 */
record UnexpectedFailureGuard(
    RecordWork work, DeadLetterWait deadLetters, RoleMeter meter, Duration pause)
    implements RecordWork {
  private static final int MAX_TRIES = 3;
  private static final String OUTCOME = "dead-lettered." + ErrorCode.UNEXPECTED;

  @Override
  public Outcome process(InputRecord record, PendingBytes bytes) throws InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        return work.process(record, bytes);
      } catch (RuntimeException | Error e) { // also out of memory: it may be this record's doing
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException();
        }
        meter.failed(e);
        if (tried == MAX_TRIES) {
          return deadLetter(record, e);
        }
      }
      Thread.sleep(pause);
    }
  }

  private Outcome deadLetter(InputRecord record, Throwable failure) throws InterruptedException {
    CiderException error =
        new CiderException(
            ErrorCode.UNEXPECTED,
            "Tried %d times; the last failure was %s.".formatted(MAX_TRIES, failure),
            failure);
    return new Outcome(OUTCOME, List.of(deadLetters.of(record, error)));
  }
}
