package io.ciderstream.cli.model;

import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.terminal.TextTable;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words the result of a {@link ModelTrial}. */
public final class TrialText {
  private static final double UNIT_TOLERANCE = 1e-3;
  private static final double ALIKE = 0.999;

  /** Pictures of which each is compared with each. */
  private static final int COMPARED = 1000;

  private TrialText() {}

  /** Returns a table with a row for each picture. */
  public static String table(List<ModelTrial.Tried> pictures) {
    TextTable table =
        new TextTable("picture", "pixels", "input", "length", "crops, mean", "crops, least");
    for (ModelTrial.Tried tried : pictures) {
      DoubleSummaryStatistics crops = statistics(tried.crops());
      table.add(
          tried.file().getFileName(),
          "%dx%d".formatted(tried.width(), tried.height()),
          tried.input(),
          "%.3f".formatted(tried.length()),
          "%.3f".formatted(crops.getAverage()),
          "%.3f".formatted(crops.getMin()));
    }
    return table.toString();
  }

  /** Returns the cosines within and between pictures. */
  public static List<String> cosines(List<ModelTrial.Tried> pictures, Optional<Double> together) {
    List<String> lines = new ArrayList<>();
    DoubleSummaryStatistics within =
        statistics(pictures.stream().flatMap(tried -> tried.crops().stream()).toList());
    lines.add(
        "cosine between a picture and its crops: %s"
            .formatted(text(within.getAverage(), "least", within.getMin())));
    if (pictures.size() > 1) {
      DoubleSummaryStatistics between = between(pictures);
      lines.add(
          "cosine between pictures:                %s"
              .formatted(text(between.getAverage(), "most", between.getMax())));
    }
    together.ifPresent(
        least ->
            lines.add(
                String.format(
                    Locale.ROOT, "cosine between alone and in a batch:    least %.4f", least)));
    return lines;
  }

  private static String text(double mean, String what, double extreme) {
    return String.format(Locale.ROOT, "mean %.3f, %s %.3f", mean, what, extreme);
  }

  /** Returns what keeps the model from being served, or from being useful. */
  public static List<String> problems(
      ModelDescription model, List<ModelTrial.Tried> pictures, Optional<Double> together) {
    List<String> problems = new ArrayList<>();
    if (pictures.stream().anyMatch(tried -> !Double.isFinite(tried.length()))) {
      problems.add("a descriptor is not finite");
    } else if (pictures.stream().anyMatch(tried -> tried.length() == 0)) {
      problems.add("a descriptor is all zero");
    } else if (!model.output().normalise()
        && pictures.stream().anyMatch(t -> Math.abs(t.length() - 1) > UNIT_TOLERANCE)) {
      problems.add("descriptors are not of length 1; set normalise: true");
    }
    if (together.isPresent() && !(together.get() >= ALIKE)) {
      problems.add(
          "pictures in a batch change each other's descriptor; export the network in evaluation"
              + " mode, or with a fixed batch of 1");
    }
    if (pictures.size() > 1) {
      double within =
          statistics(pictures.stream().flatMap(tried -> tried.crops().stream()).toList())
              .getAverage();
      if (!(within > between(pictures).getAverage())) {
        problems.add(
            "a picture's crops are no nearer to it than other pictures; check mean, std, range,"
                + " channels and output");
      }
    }
    return problems;
  }

  private static DoubleSummaryStatistics between(List<ModelTrial.Tried> pictures) {
    DoubleSummaryStatistics cosines = new DoubleSummaryStatistics();
    for (int i = 0; i < Math.min(pictures.size(), COMPARED); i++) {
      for (int j = 0; j < i; j++) {
        cosines.accept(UnitVector.cosine(pictures.get(i).vector(), pictures.get(j).vector()));
      }
    }
    return cosines;
  }

  private static DoubleSummaryStatistics statistics(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
  }
}
