package io.ciderstream.index;

/**
 * Where in the images topic a row comes from.
 *
 * @param partition partition
 * @param offset offset
 * @param timestampMs the record's timestamp, epoch milliseconds
 */
public record SourcePosition(int partition, long offset, long timestampMs) {}
