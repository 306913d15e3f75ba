package io.ciderstream.index;

/**
 * One answer of a search.
 *
 * @param row the row found; its vector is empty
 * @param score cosine similarity, -1..1
 */
public record Match(Row row, float score) {}
