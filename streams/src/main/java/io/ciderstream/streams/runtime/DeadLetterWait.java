package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.OutputRecord;
import java.time.Duration;

/**
 * Creates the dead letter of a record and waits, however long, while its topic cannot be written
 * to. One that cannot be made for another reason is made without the record's headers and value.
 * Safe for use by several threads.
 */
public final class DeadLetterWait {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DeadLetters deadLetters;
  private final RoleMeter meter;

  /**
   * Creates a dead letter wait.
   *
   * @param meter counts each failure
   */
  public DeadLetterWait(DeadLetters deadLetters, RoleMeter meter) {
    this.deadLetters = deadLetters;
    this.meter = meter;
  }

  /** Creates it from as much of the record as its topic accepts. */
  public OutputRecord of(InputRecord record, CiderException error) throws InterruptedException {
    return await(record, error, false);
  }

  /** Creates it without the record's headers and value. */
  public OutputRecord least(InputRecord record, CiderException error) throws InterruptedException {
    return await(record, error, true);
  }

  private OutputRecord await(InputRecord record, CiderException error, boolean least)
      throws InterruptedException {
    Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    boolean whole = !least;
    while (true) {
      try {
        return whole ? deadLetters.of(record, error) : deadLetters.least(record, error);
      } catch (CiderException e) {
        meter.failed(e);
      } catch (RuntimeException | Error e) {
        meter.failed(e);
        whole = false;
      }
      Thread.sleep(pauses.next());
    }
  }
}
