package io.ciderstream.monitoring;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts and times what one role does. Any thread; never blocks. */
public final class RoleMetrics {
  private static final String UNEXPECTED = "unexpected";

  /** The outcome that only an embedder has: only it reports misplaced pictures. */
  private static final String EMBEDDED = "embedded";

  /** The outcome that only a searcher has: only it verifies matches. */
  private static final String REPLIED = "replied.OK";

  private final Meters meters;
  private final String role;

  /** Starts all possible outcomes at 0. */
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
    if (outcomes.contains(EMBEDDED)) {
      meters.counter(Metric.MISPLACED, role);
    }
    if (outcomes.contains(REPLIED)) {
      verified(0, 0);
      meters.counter(Metric.CANARY_LOST);
      neighbours(true);
      neighbours(false);
      List.of("done", "dropped", "failed").forEach(this::audits);
    }
  }

  /**
   * Counts a record whose outcome was written.
   *
   * @param name an outcome, or an outcome, a dot and its code
   */
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

  /**
   * Records the times of a record whose work is done, though not committed yet.
   *
   * @param age since the record's timestamp
   * @param stages microseconds by stage
   */
  public void worked(Duration age, Map<String, Long> stages) {
    meters.timer(Metric.RECORD_AGE, role).record(age);
    stages.forEach(
        (stage, micros) ->
            meters.timer(Metric.STAGE, role, stage).record(micros, TimeUnit.MICROSECONDS));
  }

  /**
   * Counts a failure that is retried.
   *
   * @param code which; empty for an unexpected exception
   */
  public void failed(Optional<ErrorCode> code) {
    retries(code.map(Enum::name).orElse(UNEXPECTED)).increment();
  }

  /**
   * Shows the model of the role.
   *
   * @param name of the model
   * @param hash of the model file
   * @param weights that are inferred with
   */
  public void model(String name, String hash, String weights) {
    meters.gauge(Metric.MODEL, () -> 1, role, name, hash, weights);
  }

  /** Counts a record in another partition than that of its key's hash. */
  public void misplaced() {
    meters.counter(Metric.MISPLACED, role).increment();
  }

  /**
   * Counts the candidates of a query that were verified.
   *
   * @param checked how many were compared with the query's picture
   * @param verified how many of them show the same place
   */
  public void verified(int checked, int verified) {
    meters.counter(Metric.MATCHES_CHECKED, role).increment(checked);
    meters.counter(Metric.MATCHES_VERIFIED, role).increment(verified);
  }

  /**
   * Records the times of a canary.
   *
   * @param stages microseconds by stage
   */
  public void canary(Map<String, Long> stages) {
    stages.forEach(
        (stage, micros) ->
            meters.timer(Metric.CANARY, stage).record(micros, TimeUnit.MICROSECONDS));
  }

  /** Counts a canary that was not found. */
  public void canaryLost() {
    meters.counter(Metric.CANARY_LOST).increment();
  }

  /**
   * Counts an audited search.
   *
   * @param found neighbours that it has returned
   * @param missed neighbours that it has not
   */
  public void recallAudited(int found, int missed) {
    neighbours(true).increment(found);
    neighbours(false).increment(missed);
    audits("done").increment();
  }

  /** Counts a search that was not audited, because the audit is busy. */
  public void recallDropped() {
    audits("dropped").increment();
  }

  /** Counts a search that was not audited, because the audit failed. */
  public void recallFailed() {
    audits("failed").increment();
  }

  private Counter neighbours(boolean found) {
    return meters.counter(Metric.RECALL_NEIGHBOURS, Boolean.toString(found));
  }

  private Counter audits(String outcome) {
    return meters.counter(Metric.RECALL_AUDITS, outcome);
  }

  private Counter retries(String code) {
    return meters.counter(Metric.RETRIES, role, code);
  }
}
