/**
 * Measurement of the audit: {@link io.ciderstream.overlap.plant.PlantedSet} hides evaluation labels
 * among the classes of a training set, and {@link io.ciderstream.overlap.plant.PlantMeasure} says
 * how many of them an audit finds, at which precision. One thread.
 */
package io.ciderstream.overlap.plant;
