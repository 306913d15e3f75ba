package io.ciderstream.index.descriptor;

/**
 * What differs between collections of descriptors.
 *
 * @param dimension of the vectors
 * @param localFeatures whether it has the field of local features
 */
public record DescriptorLayout(int dimension, boolean localFeatures) {}
