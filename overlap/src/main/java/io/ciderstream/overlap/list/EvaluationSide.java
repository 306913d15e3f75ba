package io.ciderstream.overlap.list;

import io.ciderstream.evaluation.feature.EvaluationImage;
import java.util.List;

/**
 * The pictures of an evaluation set that the training set is searched for.
 *
 * @param set the set's name, for the report
 * @param pictures the pictures, queries with their boxes
 * @param names what each of them shows, such as {@code all souls}; empty where the set has no names
 */
public record EvaluationSide(String set, List<EvaluationImage> pictures, List<String> names) {
  /** Checks that there is one name a picture. */
  public EvaluationSide {
    pictures = List.copyOf(pictures);
    names = List.copyOf(names);
    if (pictures.size() != names.size()) {
      throw new IllegalArgumentException(
          "%d pictures, but %d names".formatted(pictures.size(), names.size()));
    }
  }

  /** Returns the number of pictures. */
  public int size() {
    return pictures.size();
  }
}
