package io.ciderstream.embedding;

/**
 * Where the model looked.
 *
 * @param height rows
 * @param width columns
 * @param values height x width bytes, row by row; 255 is 1.0
 */
public record AttentionMap(int height, int width, byte[] values) {}
