package io.ciderstream.monitoring;

import java.util.Optional;

/**
 * The state of an embedder or searcher.
 *
 * @param streams the state of Kafka Streams, or CREATED
 * @param healthy the role runs, and no dependency failed in the last seconds
 * @param lastFailure the message of the latest failure that is retried
 * @param pendingRecords records in work
 * @param pendingBytes their bytes, and those reserved by their work
 * @param leftRecords records that arrived while their partition had no room
 */
public record RoleState(
    String streams,
    boolean healthy,
    Optional<String> lastFailure,
    long pendingRecords,
    long pendingBytes,
    long leftRecords) {}
