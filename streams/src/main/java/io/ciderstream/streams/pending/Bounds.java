package io.ciderstream.streams.pending;

import java.time.Duration;

/**
 * How much one task may keep in memory.
 *
 * @param records most pending records, 1 or more
 * @param bytes most bytes of pending keys and values; one record alone may exceed it
 * @param patience how long one call may wait for room; far below transaction.timeout.ms
 */
public record Bounds(int records, long bytes, Duration patience) {}
