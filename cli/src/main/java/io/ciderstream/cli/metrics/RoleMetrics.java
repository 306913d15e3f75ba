package io.ciderstream.cli.metrics;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.runtime.RoleObserver;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts and times what one role does. */
final class RoleMetrics implements RoleObserver {
  private static final String UNEXPECTED = "unexpected";

  private final Meters meters;
  private final String role;

  /** Counts from 0 what may come. */
  RoleMetrics(Meters meters, String role, Collection<String> outcomes) {
    this.meters = meters;
    this.role = role;
    outcomes.forEach(this::records);
    for (ErrorCode code : ErrorCode.values()) {
      if (code.kind() == ErrorKind.DEPENDENCY) {
        retries(code.name());
      }
    }
    retries(UNEXPECTED);
    if (outcomes.contains(EmbedderRole.EMBEDDED)) {
      meters.counter(Metric.MISPLACED, role);
    }
  }

  @Override
  public void outcome(String name) {
    records(name).increment();
  }

  /** {@code dead-lettered.PICTURE_CORRUPT} is the outcome dead-lettered of that code. */
  private Counter records(String name) {
    int dot = name.indexOf('.');
    String outcome = dot < 0 ? name : name.substring(0, dot);
    String code = dot < 0 ? "" : name.substring(dot + 1);
    return meters.counter(Metric.RECORDS, role, outcome, code);
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
    retries(code.map(Enum::name).orElse(UNEXPECTED)).increment();
  }

  @Override
  public void misplaced() {
    meters.counter(Metric.MISPLACED, role).increment();
  }

  private Counter retries(String code) {
    return meters.counter(Metric.RETRIES, role, code);
  }
}
