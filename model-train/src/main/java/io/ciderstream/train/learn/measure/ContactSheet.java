package io.ciderstream.train.learn.measure;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.train.evaluate.metric.Truth;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.report.Sighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Queries, spread evenly over all, each with its first matches. */
final class ContactSheet {
  private static final int MATCHES = 7;

  private final Rows rows;
  private final List<String> captions;
  private final List<Truth> truths;
  private final double threshold;

  /**
   * @param captions one a row
   * @param truths one a query
   * @param threshold least attention inside a box
   */
  ContactSheet(Rows rows, List<String> captions, List<Truth> truths, double threshold) {
    this.rows = rows;
    this.captions = captions;
    this.truths = truths;
    this.threshold = threshold;
  }

  List<List<Sighting>> of(Learner learner, float[][] descriptors, int count) {
    int[] queries = rows.queries();
    int shown = Math.min(count, queries.length);
    Boxes boxes = new Boxes(learner, threshold);
    List<List<Sighting>> sheet = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int number = (int) ((long) i * queries.length / shown);
      int query = queries[number];
      Truth truth = truths.get(number);
      List<Sighting> row = new ArrayList<>();
      sighting(query, Sighting.Kind.QUERY, boxes).ifPresent(row::add);
      for (int match : first(descriptors[query], truth, descriptors)) {
        boolean right = holds(truth.right(), match);
        sighting(match, right ? Sighting.Kind.RIGHT : Sighting.Kind.WRONG, boxes)
            .ifPresent(row::add);
      }
      sheet.add(row);
    }
    return sheet;
  }

  private List<Integer> first(float[] query, Truth truth, float[][] descriptors) {
    record Match(int row, double score) {}

    return IntStream.of(rows.index())
        .filter(row -> !holds(truth.ignored(), row))
        .mapToObj(row -> new Match(row, dot(query, descriptors[row])))
        .sorted(Comparator.comparingDouble(match -> -match.score()))
        .limit(MATCHES)
        .map(Match::row)
        .toList();
  }

  private static boolean holds(int[] ascending, int row) {
    return Arrays.binarySearch(ascending, row) >= 0;
  }

  private Optional<Sighting> sighting(int row, Sighting.Kind kind, Boxes boxes) {
    List<BoundingBox> seen = boxes.of(rows.part(row), rows.within(row));
    return Thumbnail.of(rows.picture(row).path())
        .map(jpeg -> new Sighting(jpeg, captions.get(row), seen, kind));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
