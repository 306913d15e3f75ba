package io.ciderstream.train.evaluate.truth;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.evaluate.feature.EvaluationImage;
import io.ciderstream.train.weights.Pickle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ground truth as the revisited benchmark pickles it: a dictionary of {@code imlist}, {@code
 * qimlist} and {@code gnd}, the latter with a dictionary a query: {@code bbx} and lists of rows.
 *
 * @param images names of the pictures to search in
 * @param queries names of the pictures to search for
 * @param crops of the queries
 * @param rows of the index by the name of their list, one map a query
 */
record PickledTruth(
    List<String> images,
    List<String> queries,
    List<EvaluationImage.Crop> crops,
    List<Map<String, int[]>> rows) {
  private static final String CROP = "bbx";

  /**
   * @param lists that every query must have
   * @throws CiderException DATA_INVALID
   */
  static PickledTruth read(Path file, List<String> lists) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return of(
          (Map<?, ?>) Pickle.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)), lists);
    } catch (IOException e) {
      throw Truths.unreadable(file, e);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw Truths.refused(
          file, "it is no pickled ground truth of the expected form: " + e.getMessage(), e);
    }
  }

  private static PickledTruth of(Map<?, ?> root, List<String> lists) {
    List<String> images = names(root, "imlist");
    List<String> queries = names(root, "qimlist");
    List<?> truths = list(root, "gnd");
    if (truths.size() != queries.size()) {
      throw new IllegalArgumentException(
          "%d queries, but %d truths".formatted(queries.size(), truths.size()));
    }
    List<EvaluationImage.Crop> crops = new ArrayList<>();
    List<Map<String, int[]>> rows = new ArrayList<>();
    for (Object truth : truths) {
      Map<?, ?> query = (Map<?, ?>) truth;
      crops.add(crop(list(query, CROP)));
      Map<String, int[]> byList = new HashMap<>();
      lists.forEach(name -> byList.put(name, rows(list(query, name), images.size())));
      rows.add(new TreeMap<>(byList));
    }
    return new PickledTruth(images, queries, crops, rows);
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

  private static int[] rows(List<?> list, int count) {
    int[] rows = list.stream().mapToInt(row -> (Integer) row).toArray();
    for (int row : rows) {
      if (row < 0 || row >= count) {
        throw new IllegalArgumentException("row %d of %d".formatted(row, count));
      }
    }
    return rows;
  }

  /** The queries in their folder. */
  List<EvaluationImage> queries(PictureFolder folder) {
    List<EvaluationImage> pictures = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      pictures.add(folder.cropped(queries.get(i), crops.get(i)));
    }
    return pictures;
  }

  /** The pictures to search in, in their folder. */
  List<EvaluationImage> index(PictureFolder folder) {
    return images.stream().map(folder::whole).toList();
  }
}
