package io.ciderstream.embedding.local;

/**
 * A point of one picture and the same point of another.
 *
 * @param x1 in the first picture, 0 (left) to 1 (right)
 * @param y1 in the first picture, 0 (top) to 1 (bottom)
 * @param x2 in the second picture
 * @param y2 in the second picture
 */
public record PointPair(float x1, float y1, float x2, float y2) {}
