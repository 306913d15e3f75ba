package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.pickle.Pickle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A ground truth as the revisited benchmark pickles it: a dictionary of {@code imlist}, {@code
 * qimlist} and {@code gnd}, the latter with a dictionary a query: {@code bbx} and lists of rows.
 */
final class PickledTruth {
  private static final String CROP = "bbx";

  private PickledTruth() {}

  /**
   * A protocol, judged by trapezoid AP.
   *
   * @param right names of the lists of right answers
   * @param ignored names of the lists of ignored rows
   */
  record Lists(String name, List<String> right, List<String> ignored) {}

  /**
   * Reads the file.
   *
   * @param folder of the pictures
   * @param protocols whose lists every query must have
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if the file is not of that form
   */
  static RetrievalSet read(Path file, PictureFolder folder, List<Lists> protocols) {
    try {
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
      return set(
          (Map<?, ?>) Pickle.read(content.order(ByteOrder.LITTLE_ENDIAN)), folder, protocols);
    } catch (IOException e) {
      throw Truths.unreadable(file, e);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw Truths.refused(
          file, "it is not a pickled ground truth of the expected form: " + e.getMessage(), e);
    }
  }

  private static RetrievalSet set(Map<?, ?> root, PictureFolder folder, List<Lists> protocols) {
    List<EvaluationImage> index = names(root, "imlist").stream().map(folder::whole).toList();
    List<String> queries = names(root, "qimlist");
    List<Map<?, ?>> truths = new ArrayList<>();
    list(root, "gnd").forEach(truth -> truths.add((Map<?, ?>) truth));
    if (truths.size() != queries.size()) {
      throw new IllegalArgumentException(
          "%d queries, but %d truths".formatted(queries.size(), truths.size()));
    }
    return new RetrievalSet(
        IntStream.range(0, queries.size())
            .mapToObj(i -> folder.cropped(queries.get(i), crop(list(truths.get(i), CROP))))
            .toList(),
        index,
        protocols.stream().map(lists -> protocol(lists, truths, index.size())).toList());
  }

  private static Protocol protocol(Lists lists, List<Map<?, ?>> truths, int count) {
    return new Protocol(
        lists.name,
        truths.stream()
            .map(
                truth ->
                    Truth.of(rows(truth, lists.right, count), rows(truth, lists.ignored, count)))
            .toList(),
        AveragePrecision.TRAPEZOID);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    if (!(map.get(key) instanceof List<?> list)) {
      throw new IllegalArgumentException("no list %s among %s".formatted(key, map.keySet()));
    }
    return list;
  }

  private static List<String> names(Map<?, ?> root, String key) {
    return list(root, key).stream().map(String.class::cast).toList();
  }

  private static EvaluationImage.Crop crop(List<?> edges) {
    if (edges.size() != 4) {
      throw new IllegalArgumentException("a box of %d numbers".formatted(edges.size()));
    }
    double[] at = edges.stream().mapToDouble(edge -> ((Number) edge).doubleValue()).toArray();
    return new EvaluationImage.Crop(at[0], at[1], at[2], at[3]);
  }

  private static IntStream rows(Map<?, ?> truth, List<String> lists, int count) {
    return lists.stream()
        .flatMap(name -> list(truth, name).stream())
        .mapToInt(row -> (Integer) row)
        .peek(
            row -> {
              if (row < 0 || row >= count) {
                throw new IllegalArgumentException("row %d of %d".formatted(row, count));
              }
            });
  }
}
