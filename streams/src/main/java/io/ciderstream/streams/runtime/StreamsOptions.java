package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.streams.pending.Bounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What both roles must be told.
 *
 * @param bootstrap brokers, {@code host:port} separated by commas
 * @param registryUrl the schema registry's REST API
 * @param applicationId names the group of instances that share the work, and the changelog
 * @param topics the topics' names
 * @param stateDir folder for locks of Kafka Streams; nothing in it must be kept
 * @param threads stream threads, 1 or more; they only move records, the work runs elsewhere
 * @param pendingRecords most records in work in this instance, 1 or more; each partition may have
 *     one
 * @param pendingBytes most bytes of records in work in this instance; one record of each partition
 *     may exceed it
 * @param maxRecordBytes largest record on any topic, 1 MiB to 1 GiB
 * @param commitInterval how often progress is committed; for the embedder also when descriptors
 *     become visible
 * @param transactionTimeout after how long the broker aborts what a dead embedder left open, 1 s or
 *     more
 * @param sessionTimeout after how long a silent instance's partitions go to others; classic
 *     protocol only
 * @param stopTimeout until a role that is closed has ended, 1 s or more
 * @param replicationFactor of the changelog; -1 for the broker's default
 * @param groupProtocol how instances share partitions
 * @param client further settings of the Kafka clients, such as security; win over the role's own
 */
public record StreamsOptions(
    String bootstrap,
    String registryUrl,
    String applicationId,
    Topics topics,
    Path stateDir,
    int threads,
    int pendingRecords,
    long pendingBytes,
    int maxRecordBytes,
    Duration commitInterval,
    Duration transactionTimeout,
    Duration sessionTimeout,
    Duration stopTimeout,
    int replicationFactor,
    GroupProtocol groupProtocol,
    Map<String, String> client) {

  private static final int MIN_RECORD_BYTES = 1 << 20;
  private static final int MAX_RECORD_BYTES = 1 << 30;

  /** Refuses contradictions with SETTING_INVALID. */
  public StreamsOptions {
    client = Map.copyOf(client);
    check(!bootstrap.isBlank(), "bootstrap is empty.");
    check(!registryUrl.isBlank(), "registryUrl is empty.");
    check(
        applicationId.matches("[A-Za-z0-9._-]+"),
        "applicationId is '%s', but may only have letters, digits, '.', '_' and '-'."
            .formatted(applicationId));
    check(threads >= 1, "threads is %d, but must be 1 or more.".formatted(threads));
    check(
        pendingRecords >= 1,
        "pendingRecords is %d, but must be 1 or more.".formatted(pendingRecords));
    check(pendingBytes >= 1, "pendingBytes is %d, but must be 1 or more.".formatted(pendingBytes));
    check(
        maxRecordBytes >= MIN_RECORD_BYTES && maxRecordBytes <= MAX_RECORD_BYTES,
        "maxRecordBytes is %d, but must be %d to %d."
            .formatted(maxRecordBytes, MIN_RECORD_BYTES, MAX_RECORD_BYTES));
    check(commitInterval.toMillis() >= 1, "commitInterval must be 1 ms or more.");
    check(transactionTimeout.toMillis() >= 1000, "transactionTimeout must be 1 s or more.");
    check(
        commitInterval.multipliedBy(2).compareTo(transactionTimeout) <= 0,
        "commitInterval %s must be at most half of transactionTimeout %s."
            .formatted(Durations.text(commitInterval), Durations.text(transactionTimeout)));
    check(sessionTimeout.toMillis() >= 1000, "sessionTimeout must be 1 s or more.");
    check(stopTimeout.toMillis() >= 1000, "stopTimeout must be 1 s or more.");
    check(
        replicationFactor >= 1 || replicationFactor == -1,
        "replicationFactor is %d, but must be 1 or more, or -1.".formatted(replicationFactor));
  }

  private static void check(boolean fine, String detail) {
    if (!fine) {
      throw new CiderException(ErrorCode.SETTING_INVALID, detail);
    }
  }

  /** The largest record that the producer takes, whatever the topic. */
  public int maxRequestBytes() {
    return StreamsSettings.maxRequestBytes(this);
  }

  /** How much the instance may keep in memory. */
  Bounds bounds() {
    return new Bounds(pendingRecords, pendingBytes);
  }
}
