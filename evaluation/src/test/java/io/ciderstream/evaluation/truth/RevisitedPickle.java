package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.pickle.PickleBytes;
import java.util.List;

/** A small ground truth, pickled as the revisited benchmark's are. */
public final class RevisitedPickle {
  private RevisitedPickle() {}

  /**
   * A query.
   *
   * @param box x1, y1, x2, y2 in pixels
   * @param easy rows of the pictures, as are the others
   */
  public record Query(
      String name, List<Integer> box, List<Integer> easy, List<Integer> hard, List<Integer> junk) {}

  /** The file's content. Numbers must be below 256. */
  public static byte[] of(List<String> images, List<Query> queries) {
    PickleBytes bytes = new PickleBytes().begin().code("}(");
    texts(bytes.text("imlist"), images);
    texts(bytes.text("qimlist"), queries.stream().map(Query::name).toList());
    bytes.text("gnd").code("](");
    for (Query query : queries) {
      bytes.code("}(");
      numbers(bytes.text("bbx"), query.box());
      numbers(bytes.text("easy"), query.easy());
      numbers(bytes.text("hard"), query.hard());
      numbers(bytes.text("junk"), query.junk());
      bytes.code("u");
    }
    return bytes.code("eu.").bytes();
  }

  private static void texts(PickleBytes bytes, List<String> values) {
    bytes.code("](");
    values.forEach(bytes::text);
    bytes.code("e");
  }

  private static void numbers(PickleBytes bytes, List<Integer> values) {
    bytes.code("](");
    values.forEach(bytes::small);
    bytes.code("e");
  }
}
