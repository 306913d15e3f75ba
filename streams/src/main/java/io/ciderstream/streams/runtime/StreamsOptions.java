package io.ciderstream.streams.runtime;

import io.ciderstream.streams.pending.Bounds;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a role runs in Kafka Streams.
 *
 * @param kafka how to reach brokers, registry and topics
 * @param group how the instances share the work
 * @param stateDir folder for locks of Kafka Streams; nothing in it must be kept
 * @param threads stream threads, 1 or more; they only move records, the work runs elsewhere
 * @param pending how much this instance works on at a time
 * @param transactions when it commits
 * @param stopTimeout how long a closed role may take to end, 1 s or more
 */
public record StreamsOptions(
    KafkaAccess kafka,
    GroupOptions group,
    Path stateDir,
    int threads,
    PendingLimits pending,
    TransactionOptions transactions,
    Duration stopTimeout) {

  /** Rejects impossible values with SETTING_INVALID. */
  public StreamsOptions {
    OptionChecks.require(
        threads >= 1, "%s is %d, but must be 1 or more.", RoleSettings.THREADS, threads);
    OptionChecks.require(stopTimeout.toMillis() >= 1000, "The stop timeout must be 1 s or more.");
  }

  /** Returns the largest record that the producer accepts, regardless of the topic. */
  public int maxRequestBytes() {
    return StreamsSettings.maxRequestBytes(this);
  }

  /** Returns how much the instance may keep in memory. */
  Bounds bounds() {
    return new Bounds(pending.records(), pending.bytes());
  }
}
