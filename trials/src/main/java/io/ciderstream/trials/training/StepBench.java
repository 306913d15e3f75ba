package io.ciderstream.trials.training;

import com.google.gson.JsonObject;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Measures training steps of several programs in turn, round after round. All begin with the same
 * weights and pictures, so that their first losses must agree. The first program is compared with
 * each of the others.
 */
final class StepBench {
  private static final int WARM_UP = 2;

  private final List<MeasuredSteps> programs;
  private final int batch;
  private final double losses;
  private final Consumer<String> log;

  /**
   * Creates the benchmark.
   *
   * @param batch pictures of a step
   * @param losses by how much the first losses may differ, as a share
   * @param log receives each figure
   */
  StepBench(List<MeasuredSteps> programs, int batch, double losses, Consumer<String> log) {
    this.programs = List.copyOf(programs);
    this.batch = batch;
    this.losses = losses;
    this.log = log;
  }

  /**
   * Measures so many rounds; the figures are medians, and ratios are medians of those in a round.
   *
   * @throws IllegalStateException if the programs do not compute the same
   */
  void run(int rounds, int steps, BenchResult.Builder result) {
    List<Double> first = new ArrayList<>();
    programs.forEach(program -> first.add(program.take(WARM_UP).losses().getFirst()));
    requireAgreement(first);
    SequencedMap<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (MeasuredSteps program : programs) {
        double taken = program.take(steps).seconds();
        seconds.computeIfAbsent(program.name(), any -> new ArrayList<>()).add(taken);
        log.accept(
            "round %d of %d: %s, %.3f s a step".formatted(round, rounds, program.name(), taken));
      }
    }
    report(seconds, first, result);
  }

  private void requireAgreement(List<Double> first) {
    for (int i = 1; i < first.size(); i++) {
      double expected = first.getFirst();
      if (!(Math.abs(first.get(i) - expected) <= losses * Math.abs(expected))) {
        throw new IllegalStateException(
            "The first step of %s has the loss %s, that of %s has %s, so that they do not compute the same."
                .formatted(
                    programs.getFirst().name(), expected, programs.get(i).name(), first.get(i)));
      }
    }
  }

  private void report(
      SequencedMap<String, List<Double>> seconds, List<Double> first, BenchResult.Builder result) {
    List<Double> ours = seconds.firstEntry().getValue();
    List<JsonObject> rows = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (MeasuredSteps program : programs) {
      List<Double> measured = seconds.get(program.name());
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < measured.size(); i++) {
        ratios.add(measured.get(i) / ours.get(i));
      }
      double median = Median.of(measured);
      double ratio = Median.of(ratios);
      least = program == programs.getFirst() ? least : Math.min(least, ratio);
      rows.add(
          ResultRow.of(
              "program",
              program.name(),
              "seconds a step",
              median,
              "pictures/s",
              batch / median,
              "first loss",
              first.get(rows.size()),
              "./cider train is so many times as fast",
              program == programs.getFirst() ? null : ratio));
    }
    result.table(new ResultTable("", rows)).figure("ours / PyTorch", least);
  }
}
