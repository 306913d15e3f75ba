package io.ciderstream.overlap.list;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.data.CsvList;
import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.evaluation.data.LabelFolders;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A training set, recognised by what is at its path.
 *
 * @param path where it is, as the user named it
 * @param kind {@code gldv2}, {@code csv} or {@code folders}, as in a training configuration
 * @param images its pictures
 * @param categories the file of its classes' names, of GLDv2 only
 */
public record TrainingSource(
    Path path, String kind, ImageSource images, Optional<Path> categories) {
  /** The kind whose totals are compared with the published ones. */
  public static final String GLDV2 = "gldv2";

  /**
   * Returns the training set at a path: the folder or the list of GLDv2, a CSV file (file, split,
   * label), or a folder with a folder of pictures for each class.
   *
   * @param splits of a CSV file
   * @throws CiderException DATA_INVALID if there is none
   */
  public static TrainingSource of(Path path, Set<String> splits) {
    if (Files.isDirectory(path)) {
      return Stream.of("train_clean.csv", "train.csv")
          .filter(list -> Files.exists(path.resolve(list)))
          .findFirst()
          .map(list -> gldv2(path, path, list))
          .orElseGet(
              () ->
                  new TrainingSource(
                      path,
                      "folders",
                      new LabelFolders(path, false, Optional.empty()),
                      Optional.empty()));
    }
    if (!Files.exists(path)) {
      throw new CiderException(ErrorCode.DATA_INVALID, "There is no %s.".formatted(path));
    }
    if (Csv.columns(path).contains(ClassNames.LANDMARK)) {
      return gldv2(path, path.toAbsolutePath().getParent(), path.getFileName().toString());
    }
    CsvList list =
        new CsvList(
            path,
            splits,
            Set.of(),
            Pattern.compile("(?!)"),
            Pattern.compile(".*"),
            Integer.MAX_VALUE,
            Optional.empty());
    return new TrainingSource(path, "csv", list, Optional.empty());
  }

  private static TrainingSource gldv2(Path path, Path root, String list) {
    Path categories = root.resolve(ClassNames.GLDV2_FILE);
    return new TrainingSource(
        path,
        GLDV2,
        new Gldv2(root, list, Optional.empty()),
        Optional.of(categories).filter(Files::exists));
  }
}
