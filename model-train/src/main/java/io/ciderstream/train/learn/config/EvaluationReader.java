package io.ciderstream.train.learn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what is measured after each epoch. */
final class EvaluationReader {
  private static final List<String> KEYS =
      List.of("name", "sheet", "kind", "index", "queries", "group", "truth", "images");

  private EvaluationReader() {}

  /** Kinds of evaluation. */
  private enum Kind {
    LABELS,
    REVISITED
  }

  static EvaluationConfig read(Section section, Path data) {
    Kind kind = section.only(KEYS).choice("kind", Kind.class, Kind.LABELS);
    section.only(
        switch (kind) {
          case LABELS -> List.of("name", "sheet", "kind", "index", "queries", "group");
          case REVISITED -> List.of("name", "sheet", "kind", "truth", "images");
        });
    String name = section.text("name");
    int sheet = section.integer("sheet", 10, 0, 1000);
    return switch (kind) {
      case LABELS ->
          new EvaluationConfig.Labels(
              name,
              sheet,
              SourceReader.read(section, "index", data),
              SourceReader.read(section, "queries", data),
              section.has("group") ? Optional.of(section.pattern("group", "")) : Optional.empty());
      case REVISITED ->
          new EvaluationConfig.Revisited(
              name,
              sheet,
              data.resolve(section.text("truth")),
              data.resolve(section.text("images")));
    };
  }
}
