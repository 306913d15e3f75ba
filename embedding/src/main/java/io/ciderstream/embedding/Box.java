package io.ciderstream.embedding;

/**
 * A rectangle in a picture after its EXIF orientation.
 *
 * @param x1 left edge, 0..1
 * @param y1 top edge, 0..1
 * @param x2 right edge, 0..1
 * @param y2 bottom edge, 0..1
 * @param score confidence, 0..1
 */
public record Box(float x1, float y1, float x2, float y2, float score) {}
