package io.ciderstream.train.learn.measure;

import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.report.ReportImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Queries, spread evenly over all, each with its first matches.
 *
 * @param captions one a row
 * @param truths one a query
 * @param threshold least attention inside a bounding box
 */
record ContactSheet(
    EvaluationImages images, List<String> captions, List<Truth> truths, double threshold) {
  private static final int MATCHES = 7;

  List<List<ReportImage>> of(Learner learner, float[][] descriptors, int count) {
    int[] queries = images.queryRows();
    int shown = Math.min(count, queries.length);
    AttentionRegions regions = new AttentionRegions(learner, threshold);
    List<List<ReportImage>> sheet = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int number = (int) ((long) i * queries.length / shown);
      int query = queries[number];
      Truth truth = truths.get(number);
      List<ReportImage> row = new ArrayList<>();
      image(query, ReportImage.Kind.QUERY, regions).ifPresent(row::add);
      for (int match : matches(descriptors[query], truth, descriptors)) {
        boolean right = holds(truth.right(), match);
        image(match, right ? ReportImage.Kind.RIGHT : ReportImage.Kind.WRONG, regions)
            .ifPresent(row::add);
      }
      sheet.add(row);
    }
    return sheet;
  }

  private List<Integer> matches(float[] query, Truth truth, float[][] descriptors) {
    record Match(int row, double score) {}
    return IntStream.of(images.indexRows())
        .filter(row -> !holds(truth.ignored(), row))
        .mapToObj(row -> new Match(row, UnitVector.cosine(query, descriptors[row])))
        .sorted(Comparator.comparingDouble(match -> -match.score()))
        .limit(MATCHES)
        .map(Match::row)
        .toList();
  }

  private static boolean holds(int[] ascending, int row) {
    return Arrays.binarySearch(ascending, row) >= 0;
  }

  private Optional<ReportImage> image(int row, ReportImage.Kind kind, AttentionRegions regions) {
    return ImageCopies.thumbnail(images.image(row).path())
        .map(
            jpeg ->
                new ReportImage(
                    jpeg,
                    captions.get(row),
                    regions.of(images.part(row), images.within(row)),
                    kind));
  }
}
