package io.ciderstream.cli.client;

/**
 * Where a record lies in the images topic.
 *
 * @param partition partition
 * @param offset offset
 */
public record Position(int partition, long offset) {}
