package io.ciderstream.embedding.describe;

/**
 * Where the descriptor is.
 *
 * @param name of the output
 * @param pooling how it becomes one vector
 * @param dimension of the vector
 * @param normalise whether it is yet to be scaled to length 1
 */
public record OutputVector(String name, Pooling pooling, int dimension, boolean normalise) {}
