package io.ciderstream.index;

/**
 * One result of a search.
 *
 * @param row the row found; its vector is empty, and so are its local features unless the request
 *     asks for them
 * @param score cosine similarity, -1..1
 */
public record Match(Row row, float score) {}
