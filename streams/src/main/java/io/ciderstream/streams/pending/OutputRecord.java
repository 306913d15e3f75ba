package io.ciderstream.streams.pending;

import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;

/**
 * A record to write.
 *
 * @param topic where to
 * @param partition the partition; empty to let the producer choose by key
 * @param timestampMs epoch milliseconds
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null for a tombstone
 * @param headers the headers
 */
public record OutputRecord(
    String topic,
    OptionalInt partition,
    long timestampMs,
    byte[] key,
    byte[] value,
    Headers headers) {}
