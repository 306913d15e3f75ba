package io.ciderstream.train.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Weights with the metadata of their file.
 *
 * @param weights in the file's order
 * @param metadata text by key, in order
 */
public record TensorFile(Weights weights, SequencedMap<String, String> metadata) {
  public TensorFile {
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }
}
