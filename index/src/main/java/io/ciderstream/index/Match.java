package io.ciderstream.index;

/**
 * One result of a search.
 *
 * @param row the row found; its vector is empty
 * @param score cosine similarity, -1..1
 */
public record Match(Row row, float score) {}
