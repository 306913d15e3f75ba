package io.ciderstream.trials.pictures;

/**
 * Rates of an ingest, in pictures a second.
 *
 * @param embedded at saturation, of descriptors that can be read
 * @param searchable from the first picture sent until all can be found
 */
public record ReingestRates(double embedded, double searchable) {}
