package io.ciderstream.overlap.plant;

import java.util.Set;

/**
 * A class of the training set in which an evaluation label is hidden.
 *
 * @param name of the class
 * @param kind what is hidden
 * @param label the evaluation label
 * @param files the hidden pictures, below the training set's root
 */
public record PlantedClass(String name, PlantKind kind, String label, Set<String> files) {
  public PlantedClass {
    files = Set.copyOf(files);
  }
}
