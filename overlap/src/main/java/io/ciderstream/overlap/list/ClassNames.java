package io.ciderstream.overlap.list;

import io.ciderstream.evaluation.csv.Csv;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the classes of a training set are called: by GLDv2's {@code train_label_to_category.csv}
 * (landmark_id, category: an address at Wikimedia Commons that ends with {@code Category:NAME}), or
 * as the classes themselves are called, unless that is a number.
 */
public final class ClassNames {
  /** The file's name in GLDv2. */
  public static final String GLDV2_FILE = "train_label_to_category.csv";

  static final String LANDMARK = "landmark_id";
  private static final String CATEGORY = "category";
  private static final String PREFIX = "Category:";

  private final TrainingList list;
  private final Optional<Path> categories;

  /**
   * Creates class names.
   *
   * @param categories file of the names; empty to take the classes' own
   */
  public ClassNames(TrainingList list, Optional<Path> categories) {
    this.list = list;
    this.categories = categories;
  }

  /**
   * Passes on each class that has a name, with it.
   *
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if the file cannot be read
   */
  public void forEach(BiConsumer<String, String> reader) {
    if (categories.isPresent()) {
      Csv.read(
          categories.get(),
          List.of(LANDMARK, CATEGORY),
          row -> reader.accept(row.get(LANDMARK), name(row.get(CATEGORY))));
    } else {
      Set<String> seen = new HashSet<>();
      list.forEach(
          picture -> {
            if (seen.add(picture.label())
                && !picture.label().chars().allMatch(Character::isDigit)) {
              reader.accept(picture.label(), picture.label());
            }
          });
    }
  }

  /** Returns the name in the address of a category. */
  static String name(String address) {
    String last = address.substring(address.lastIndexOf('/') + 1);
    String name = last.startsWith(PREFIX) ? last.substring(PREFIX.length()) : last;
    return decoded(name).replace('_', ' ');
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name; // a percent sign of its own
    }
  }
}
