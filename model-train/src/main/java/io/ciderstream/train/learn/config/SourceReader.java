package io.ciderstream.train.learn.config;

import io.ciderstream.train.data.CsvList;
import io.ciderstream.train.data.Gldv2;
import io.ciderstream.train.data.ImageSource;
import io.ciderstream.train.data.LabelFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads where data come from. */
final class SourceReader {
  private static final String NOTHING = "(?!)";
  private static final List<String> KEYS =
      List.of(
          "kind", "root", "list", "exclude", "splits", "unlabelled", "except", "only", "per-label");

  private SourceReader() {}

  /** Kinds of data set. */
  private enum Kind {
    GLDV2,
    FOLDERS,
    CSV
  }

  static List<ImageSource> read(Section parent, String key, Path folder) {
    return parent.sections(key).stream().map(section -> read(section, folder)).toList();
  }

  private static ImageSource read(Section section, Path folder) {
    section.only(KEYS).text("kind");
    Kind kind = section.choice("kind", Kind.class, Kind.CSV);
    section.only(
        switch (kind) {
          case GLDV2 -> List.of("kind", "root", "list", "exclude");
          case FOLDERS -> List.of("kind", "root", "unlabelled");
          case CSV ->
              List.of("kind", "list", "splits", "unlabelled", "except", "only", "per-label");
        });
    return switch (kind) {
      case GLDV2 -> gldv2(section, folder);
      case FOLDERS ->
          new LabelFolders(folder.resolve(section.text("root")), section.flag("unlabelled", false));
      case CSV ->
          new CsvList(
              folder.resolve(section.text("list")),
              Set.copyOf(section.texts("splits")),
              Set.copyOf(section.texts("unlabelled")),
              section.pattern("except", NOTHING),
              section.pattern("only", ".*"),
              section.integer("per-label", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
    };
  }

  private static Gldv2 gldv2(Section section, Path folder) {
    Path root = folder.resolve(section.text("root", "."));
    return new Gldv2(
        root,
        root.resolve(section.text("list", "train_clean.csv")),
        section.has("exclude")
            ? Optional.of(folder.resolve(section.text("exclude")))
            : Optional.empty());
  }
}
