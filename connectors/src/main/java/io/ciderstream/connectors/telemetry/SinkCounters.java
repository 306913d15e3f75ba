package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Holds the values of all metrics of one task, for JMX and Micrometer. Safe for use by several
 * threads.
 */
public final class SinkCounters implements SinkMeter {
  private static final double MICROSECOND = 1e-6;
  private static final double MS = 1e3;

  private final InstantSource clock;
  private final Map<SinkMetric, DoubleAdder> counters = new EnumMap<>(SinkMetric.class);
  private final Map<SinkMetric, Map<ErrorCode, AtomicLong>> byCode =
      new EnumMap<>(SinkMetric.class);
  private final Map<SinkMetric, Distribution> distributions = new EnumMap<>(SinkMetric.class);
  private final LongAccumulator newest = new LongAccumulator(Math::max, -1);

  /**
   * Creates the sink counters.
   *
   * @param clock measures the age of the newest record
   */
  public SinkCounters(InstantSource clock) {
    this.clock = clock;
    for (SinkMetric metric : SinkMetric.values()) {
      switch (metric.kind()) {
        case COUNTER -> counters.put(metric, new DoubleAdder());
        case BY_CODE -> byCode.put(metric, zeros());
        case DISTRIBUTION ->
            distributions.put(
                metric, new Distribution(metric.unit().equals("seconds") ? MICROSECOND : 1));
        case GAUGE -> {
          // computed when it is read
        }
      }
    }
  }

  private static Map<ErrorCode, AtomicLong> zeros() {
    Map<ErrorCode, AtomicLong> zeros = new EnumMap<>(ErrorCode.class);
    for (ErrorCode code : ErrorCode.values()) {
      zeros.put(code, new AtomicLong());
    }
    return zeros;
  }

  @Override
  public void request(int upserts, int deletes, long bytes, Duration latency) {
    counters.get(SinkMetric.ROWS_UPSERTED).add(upserts);
    counters.get(SinkMetric.ROWS_DELETED).add(deletes);
    counters.get(SinkMetric.BYTES).add(bytes);
    distributions.get(SinkMetric.BATCH_ROWS).add((double) upserts + deletes);
    distributions.get(SinkMetric.REQUEST_LATENCY).add(latency.toNanos() / 1e9);
  }

  @Override
  public void done(int records, long newestTimestampMs) {
    counters.get(SinkMetric.RECORDS).add(records);
    newest.accumulate(newestTimestampMs);
  }

  @Override
  public void retried(ErrorCode code, Duration pause) {
    byCode.get(SinkMetric.RETRIES).get(code).incrementAndGet();
    counters.get(SinkMetric.PAUSED).add(pause.toMillis() / MS);
  }

  @Override
  public void deadLettered(ErrorCode code) {
    byCode.get(SinkMetric.DEAD_LETTERS).get(code).incrementAndGet();
  }

  /**
   * Returns one number for a metric: a counter's value, the sum over all codes, a distribution's
   * count, or a gauge's value. NaN for the age while no record with a timestamp is done.
   */
  public double value(SinkMetric metric) {
    return switch (metric.kind()) {
      case COUNTER -> counters.get(metric).sum();
      case BY_CODE -> byCode.get(metric).values().stream().mapToLong(AtomicLong::get).sum();
      case DISTRIBUTION -> distributions.get(metric).count();
      case GAUGE -> age();
    };
  }

  /** Returns the value of a BY_CODE metric for one code. */
  public long value(SinkMetric metric, ErrorCode code) {
    return byCode.get(metric).get(code).get();
  }

  Distribution distribution(SinkMetric metric) {
    return distributions.get(metric);
  }

  private double age() {
    long timestamp = newest.get();
    return timestamp < 0 ? Double.NaN : Math.max(0, clock.millis() - timestamp) / MS;
  }
}
