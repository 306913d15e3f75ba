package io.ciderstream.train.learn.config;

import io.ciderstream.train.data.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Label retrieval, measured after each epoch.
 *
 * @param name such as {@code validation}
 * @param index where answers are sought
 * @param queries what is sought; each picture of the index against the others, if there are none
 * @param group labels whose queries are counted apart as well, if any
 * @param sheet how many queries are shown with their first matches
 */
public record EvaluationConfig(
    String name, List<Source> index, List<Source> queries, Optional<Pattern> group, int sheet) {
  public EvaluationConfig {
    index = List.copyOf(index);
    queries = List.copyOf(queries);
    if (index.isEmpty()) {
      throw new IllegalArgumentException(name + " has no index");
    }
  }
}
