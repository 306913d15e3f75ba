package io.ciderstream.cli.client;

/**
 * How far a consumer group is in a topic, summed over partitions.
 *
 * @param committed the offsets committed
 * @param lag offsets not committed yet; a transaction marker at a partition's end counts as one
 * @param backlog the same, less one a partition, so that 0 means nothing that must be done
 */
public record GroupProgress(long committed, long lag, long backlog) {}
