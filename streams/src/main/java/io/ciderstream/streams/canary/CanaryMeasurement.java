package io.ciderstream.streams.canary;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Follows one canary from the producer to the search that finds it. For one thread. */
final class CanaryMeasurement {
  /** The stages of the embedder's own times. */
  static final String DECODE = "decode";

  static final String INFER = "infer";

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long NANOS_PER_MICRO = 1_000;

  private final CanaryLog log;
  private final DescriptorSearch index;
  private final PositionWait positions;
  private final Map<String, Long> stages = new LinkedHashMap<>();
  private long begin;
  private long last;
  private long end;

  /**
   * Creates a measurement.
   *
   * @param index with the reserved rows
   */
  CanaryMeasurement(CanaryLog log, DescriptorSearch index, PositionWait positions) {
    this.log = log;
    this.index = index;
    this.positions = positions;
  }

  /**
   * Sends a canary and waits until a search finds it.
   *
   * @param timeout for all stages together
   * @return microseconds by stage, and their total
   * @throws CiderException INDEX_BEHIND if it was not found in time; BROKER_UNAVAILABLE
   */
  Map<String, Long> take(ImageId id, byte[] picture, byte[] report, Duration timeout)
      throws InterruptedException {
    log.prepare(id);
    begin = System.nanoTime();
    last = begin;
    end = begin + timeout.toNanos();
    RecordPosition sent = log.produce(id, picture, report);
    stages.put("broker", lap());
    Map<String, Long> embedder = log.awaitWritten(id, sent, left());
    long decode = embedder.getOrDefault(DECODE, 0L);
    long infer = embedder.getOrDefault(INFER, 0L);
    stages.put("queue", Math.max(0, lap() - decode - infer));
    stages.put(DECODE, decode);
    stages.put(INFER, infer);
    log.awaitCommitted(id, sent, left());
    stages.put("commit", lap());
    positions.await(sent, left());
    stages.put("sink", lap());
    awaitFound(id, sent);
    stages.put("visible", lap());
    stages.put("total", (last - begin) / NANOS_PER_MICRO);
    return stages;
  }

  private long lap() {
    long now = System.nanoTime();
    long micros = (now - last) / NANOS_PER_MICRO;
    last = now;
    return micros;
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  private void awaitFound(ImageId id, RecordPosition sent) throws InterruptedException {
    while (!isFound(id, sent)) {
      if (System.nanoTime() - end >= 0) {
        throw new CiderException(
            ErrorCode.INDEX_BEHIND, "No search found the canary at %s.".formatted(sent));
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Searches as a query does: it may miss what was written just now. */
  private boolean isFound(ImageId id, RecordPosition sent) {
    try {
      Optional<Row> row = index.get(id, Consistency.BOUNDED).filter(found -> isSince(found, sent));
      return row.isPresent()
          && index
              .search(
                  new SearchRequest(
                      row.get().vector(),
                      ReservedIds.CANARIES.size(),
                      Optional.empty(),
                      Consistency.BOUNDED,
                      left()))
              .stream()
              .anyMatch(match -> match.row().id().equals(id) && isSince(match.row(), sent));
    } catch (CiderException e) {
      if (e.code().kind() == ErrorKind.DEPENDENCY) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isSince(Row row, RecordPosition sent) {
    return !row.source().position().isBefore(sent);
  }
}
