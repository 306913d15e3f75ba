package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a decode exceeds its time. The time that its thread computed counts against the
 * picture: DECODE_TIMEOUT. If the thread hardly computed in many times as long, the cause is the
 * machine: EMBEDDER_BUSY, so that the picture is tried again.
 */
final class DecodeDeadline {
  /** How many times as long as it may compute a decode may last. */
  private static final int LONGEST = 10;

  private static final long SHORTEST_CHECK_NANOS = 10_000_000;

  private final CpuClock clock;
  private final Thread thread;
  private final Duration timeout;
  private final long started;
  private final long startedCpu;

  /** Creates the deadline of a decode that begins now, on this thread. */
  DecodeDeadline(CpuClock clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
    this.thread = Thread.currentThread();
    this.started = System.nanoTime();
    this.startedCpu = clock.nanos(thread);
  }

  /** Nanoseconds until it is worth to look again; at least some. */
  long nextCheck() {
    return Math.max(SHORTEST_CHECK_NANOS, timeout.toNanos() - computed());
  }

  /** Returns what the decode fails with now, if it exceeds its time. */
  Optional<CiderException> failure(int bytes) {
    long computed = computed();
    if (computed >= timeout.toNanos()) {
      return Optional.of(
          new CiderException(
              ErrorCode.DECODE_TIMEOUT,
              "%d bytes took longer than %d ms, which is %s."
                  .formatted(bytes, timeout.toMillis(), EmbeddingSettings.DECODE_TIMEOUT)));
    }
    long lasted = System.nanoTime() - started;
    if (lasted >= LONGEST * timeout.toNanos()) {
      return Optional.of(
          new CiderException(
              ErrorCode.EMBEDDER_BUSY,
              "Its decode computed for %d ms in %d ms, so the machine is paused or busy."
                  .formatted(computed / 1_000_000, lasted / 1_000_000)));
    }
    return Optional.empty();
  }

  private long computed() {
    long now = clock.nanos(thread);
    return startedCpu < 0 || now < 0 ? System.nanoTime() - started : now - startedCpu;
  }
}
