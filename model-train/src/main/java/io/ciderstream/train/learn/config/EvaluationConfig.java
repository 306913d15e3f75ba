package io.ciderstream.train.learn.config;

import io.ciderstream.train.data.ImageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Retrieval that is measured after each epoch. */
public sealed interface EvaluationConfig {
  /** Such as {@code validation}. */
  String name();

  /** How many queries are shown with their first matches. */
  int sheet();

  /**
   * Retrieval by label.
   *
   * @param index where answers are sought
   * @param queries what is sought; each picture of the index against the others, if there are none
   * @param group labels whose queries are counted apart as well, if any
   */
  record Labels(
      String name,
      int sheet,
      List<ImageSource> index,
      List<ImageSource> queries,
      Optional<Pattern> group)
      implements EvaluationConfig {
    public Labels {
      index = List.copyOf(index);
      queries = List.copyOf(queries);
      if (index.isEmpty()) {
        throw new IllegalArgumentException(name + " has no index");
      }
    }
  }

  /**
   * Revisited Oxford or Paris (Radenovic et al., CVPR 2018).
   *
   * @param truth such as {@code gnd_roxford5k.pkl}
   * @param images folder of the pictures, or of a folder {@code jpg} with them
   */
  record Revisited(String name, int sheet, Path truth, Path images) implements EvaluationConfig {}
}
