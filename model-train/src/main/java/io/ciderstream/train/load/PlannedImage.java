package io.ciderstream.train.load;

/**
 * One picture of a batch.
 *
 * @param picture index into the data set
 * @param seed of all that is random in how it is changed
 */
public record PlannedImage(int picture, long seed) {}
