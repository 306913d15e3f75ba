package io.ciderstream.train.int8;

/**
 * How sensitive a layer is.
 *
 * @param layer its name
 * @param alone of the descriptors if this layer alone is in int8
 */
public record LayerCosine(String layer, CosineFigures alone) {}
