package io.ciderstream.cli.metrics;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts and times what one role does. */
final class RoleMetrics implements RoleObserver {
  private final Meters meters;
  private final String role;

  RoleMetrics(Meters meters, String role) {
    this.meters = meters;
    this.role = role;
  }

  /** {@code dead-lettered.PICTURE_CORRUPT} is the outcome dead-lettered of that code. */
  @Override
  public void outcome(String name) {
    int dot = name.indexOf('.');
    String outcome = dot < 0 ? name : name.substring(0, dot);
    String code = dot < 0 ? "" : name.substring(dot + 1);
    meters.counter(Metric.RECORDS, role, outcome, code).increment();
  }

  @Override
  public void worked(Duration age, Map<String, Long> stages) {
    meters.timer(Metric.RECORD_AGE, role).record(age);
    stages.forEach(
        (stage, micros) ->
            meters.timer(Metric.STAGE, role, stage).record(micros, TimeUnit.MICROSECONDS));
  }

  @Override
  public void failed(Optional<ErrorCode> code) {
    meters.counter(Metric.RETRIES, role, code.map(Enum::name).orElse("unexpected")).increment();
  }
}
