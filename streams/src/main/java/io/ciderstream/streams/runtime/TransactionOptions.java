package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.Durations;
import java.time.Duration;

/**
 * The options of a role's transactions.
 *
 * @param commitInterval how often progress is committed; for the embedder also when descriptors
 *     become visible
 * @param timeout after how long the broker aborts what a dead embedder left open, 1 s or more
 */
public record TransactionOptions(Duration commitInterval, Duration timeout) {

  /** Rejects contradictions with SETTING_INVALID. */
  public TransactionOptions {
    OptionChecks.require(
        commitInterval.toMillis() >= 1, "The commit interval must be 1 ms or more.");
    OptionChecks.require(
        timeout.toMillis() >= 1000, "%s must be 1 s or more.", RoleSettings.TRANSACTION_TIMEOUT);
    OptionChecks.require(
        commitInterval.multipliedBy(2).compareTo(timeout) <= 0,
        "The commit interval %s must be at most half of %s, which is %s.",
        Durations.text(commitInterval),
        RoleSettings.TRANSACTION_TIMEOUT,
        Durations.text(timeout));
  }
}
