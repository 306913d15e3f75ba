package io.ciderstream.evaluation.truth;

import static io.ciderstream.evaluation.truth.PictureFolder.ENDING;
import static io.ciderstream.evaluation.truth.PictureFolder.UNPACKED;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.feature.EvaluationImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Lists of pictures that are searched too and are never right answers. */
public final class Distractors {
  /** Where a line's picture is, from the list's folder; the last two as revisitop1m unpacks. */
  private static final List<UnaryOperator<String>> LAYOUTS =
      List.of(
          line -> line,
          line -> line + ENDING,
          line -> UNPACKED + "/" + line,
          line -> UNPACKED + "/" + line + ENDING);

  private Distractors() {}

  /**
   * Reads a list: one path a line, as the revisited benchmark's million is listed (its pictures are
   * in {@code jpg/} next to the list, and lines may lack the ending {@code .jpg}), or, if the
   * file's name ends with {@code .csv}, its columns {@code file} and {@code label}. Paths are
   * relative to the file's folder.
   *
   * @param without labels to leave out, of a CSV file
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if it cannot be read, or none of its
   *     pictures is there
   */
  public static List<EvaluationImage> read(Path list, Set<String> without) {
    Path folder = list.toAbsolutePath().getParent();
    List<EvaluationImage> pictures = new ArrayList<>();
    if (list.toString().endsWith(".csv")) {
      Csv.read(
          list,
          without.isEmpty() ? List.of("file") : List.of("file", "label"),
          line -> {
            if (without.isEmpty() || !without.contains(line.get("label"))) {
              pictures.add(
                  EvaluationImage.whole(line.get("file"), folder.resolve(line.get("file"))));
            }
          });
    } else {
      List<String> lines = lines(list);
      UnaryOperator<String> layout = layout(list, folder, lines);
      lines.forEach(
          line -> pictures.add(EvaluationImage.whole(line, folder.resolve(layout.apply(line)))));
    }
    if (pictures.stream().noneMatch(picture -> Files.exists(picture.file()))) {
      throw Truths.refused(
          list, "none of its %d pictures is there".formatted(pictures.size()), null);
    }
    return pictures;
  }

  private static List<String> lines(Path list) {
    try (var lines = Files.lines(list)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw Truths.unreadable(list, e);
    }
  }

  private static UnaryOperator<String> layout(Path list, Path folder, List<String> lines) {
    for (String line : lines) {
      for (UnaryOperator<String> layout : LAYOUTS) {
        if (Files.exists(folder.resolve(layout.apply(line)))) {
          return layout;
        }
      }
    }
    throw Truths.refused(
        list,
        "none of its %d pictures is in its folder or in %s/".formatted(lines.size(), UNPACKED),
        null);
  }
}
