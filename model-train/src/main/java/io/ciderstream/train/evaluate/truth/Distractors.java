package io.ciderstream.train.evaluate.truth;

import io.ciderstream.train.csv.Csv;
import io.ciderstream.train.evaluate.feature.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists of pictures that are searched too and are never right answers. */
public final class Distractors {
  private Distractors() {}

  /**
   * Reads a list: one path a line, as the revisited benchmark's million is listed, or, if the
   * file's name ends with {@code .csv}, its columns {@code file} and {@code label}. Paths are
   * relative to the file's folder.
   *
   * @param without labels to leave out, of a CSV file
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if it cannot be read
   */
  public static List<Picture> read(Path list, Set<String> without) {
    Path folder = list.toAbsolutePath().getParent();
    List<Picture> pictures = new ArrayList<>();
    if (list.toString().endsWith(".csv")) {
      Csv.read(
          list,
          without.isEmpty() ? List.of("file") : List.of("file", "label"),
          line -> {
            if (without.isEmpty() || !without.contains(line.get("label"))) {
              pictures.add(Picture.whole(line.get("file"), folder.resolve(line.get("file"))));
            }
          });
    } else {
      try (var lines = Files.lines(list)) {
        lines
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .forEach(line -> pictures.add(Picture.whole(line, folder.resolve(line))));
      } catch (IOException e) {
        throw Truths.refused(list, "it cannot be read: " + e, e);
      }
    }
    return pictures;
  }
}
