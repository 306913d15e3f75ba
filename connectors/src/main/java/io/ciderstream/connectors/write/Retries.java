package io.ciderstream.connectors.write;

import io.ciderstream.connectors.telemetry.SinkMeter;
import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Connect for the same records again while they cannot be written. One thread. */
public final class Retries {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final SinkTaskContext context;
  private final Backoff backoff;
  private final SinkMeter meter;
  private boolean waiting;

  /**
   * Creates the retries.
   *
   * @param context takes the pauses
   * @param limits the pauses while a dependency fails
   * @param meter counts the retries
   */
  public Retries(SinkTaskContext context, BackoffLimits limits, SinkMeter meter) {
    this.context = context;
    this.backoff = Backoff.exact(limits.first(), limits.longest());
    this.meter = meter;
  }

  /** Returns whether the last records are still to be written. */
  public boolean isWaiting() {
    return waiting;
  }

  /** Forgets records that Connect does not give again, because the partitions have changed. */
  public void reset() {
    waiting = false;
  }

  /** Notes that the last records were written. */
  public void succeed() {
    if (waiting) {
      waiting = false;
      LOG.info("Milvus accepts records again");
    }
    backoff.reset();
  }

  /**
   * Returns the exception for Connect, which gives the same records when older writes have ended.
   */
  public RetriableException after(UncertainWriteException pending) {
    context.timeout(pending.remainingMs());
    waiting = true;
    return pending;
  }

  /**
   * Returns the exception for Connect: it gives the same records after a pause if a dependency
   * failed, and otherwise stops the task.
   */
  public ConnectException after(CiderException error) {
    return switch (error.code().kind()) {
      case DEPENDENCY -> {
        Duration pause = backoff.next();
        context.timeout(pause.toMillis());
        waiting = true;
        meter.retried(error.code(), pause);
        LOG.warn(
            "{} The same records are retried in {}", error.getMessage(), Durations.text(pause));
        yield new RetriableException(error);
      }
      case INPUT, RECORD, CONFIGURATION -> new ConnectException(error.getMessage(), error);
    };
  }
}
