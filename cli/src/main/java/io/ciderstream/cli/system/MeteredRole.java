package io.ciderstream.cli.system;

import io.ciderstream.monitoring.RoleMetrics;
import io.ciderstream.monitoring.RoleState;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.runtime.RoleObserver;
import io.ciderstream.streams.runtime.RoleStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reports what a role of streams does to the metrics, which know no role.
 *
 * @param metrics of the role
 */
record MeteredRole(RoleMetrics metrics) implements RoleObserver {
  /** Returns the state that the metrics show. */
  static RoleState state(RoleStatus status) {
    return new RoleState(
        status.state(),
        status.healthy(),
        status.lastFailure().map(RoleStatus.Failure::message),
        status.pendingRecords(),
        status.pendingBytes(),
        status.pending().left());
  }

  @Override
  public void outcome(String name) {
    metrics.outcome(name);
  }

  @Override
  public void worked(Duration age, Map<String, Long> stages) {
    metrics.worked(age, stages);
  }

  @Override
  public void failed(Optional<ErrorCode> code) {
    metrics.failed(code);
  }

  @Override
  public void verified(int checked, int verified) {
    metrics.verified(checked, verified);
  }

  @Override
  public void canary(Map<String, Long> stages) {
    metrics.canary(stages);
  }

  @Override
  public void canaryLost() {
    metrics.canaryLost();
  }

  @Override
  public void recallAudited(int found, int missed) {
    metrics.recallAudited(found, missed);
  }

  @Override
  public void recallDropped() {
    metrics.recallDropped();
  }

  @Override
  public void recallFailed() {
    metrics.recallFailed();
  }

  @Override
  public void misplaced() {
    metrics.misplaced();
  }
}
