package io.ciderstream.train.learn.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads what is measured after each epoch. */
final class EvaluationReader {
  private EvaluationReader() {}

  /** Kinds of evaluation. */
  private enum Kind {
    LABELS,
    REVISITED
  }

  static EvaluationConfig read(Section section, Path data) {
    String name = section.text("name");
    int sheet = section.integer("sheet", 10, 0, 1000);
    EvaluationConfig config =
        switch (section.choice("kind", Kind.class, Kind.LABELS)) {
          case LABELS ->
              new EvaluationConfig.Labels(
                  name,
                  sheet,
                  SourceReader.read(section, "index", data),
                  SourceReader.read(section, "queries", data),
                  section.has("group")
                      ? Optional.of(section.pattern("group", ""))
                      : Optional.empty());
          case REVISITED ->
              new EvaluationConfig.Revisited(
                  name,
                  sheet,
                  data.resolve(section.text("truth")),
                  data.resolve(section.text("images")));
        };
    section.end();
    return config;
  }
}
