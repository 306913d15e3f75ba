package io.ciderstream.train.learn.compare;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.report.MetricsCsv;
import io.ciderstream.train.learn.report.ReportPage.Score;
import io.ciderstream.train.learn.report.ScoresCsv;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * What a run has left in its folder so far.
 *
 * @param folder of the run
 * @param keys of its configuration with their values, the keys of lists and maps joined by points
 * @param scores of its evaluations, in order
 * @param steps it has taken
 * @param finished whether its model is written
 */
public record RunResult(
    Path folder,
    Map<String, String> keys,
    List<Score> scores,
    List<StepFigures> steps,
    boolean finished) {
  public RunResult {
    keys = Map.copyOf(keys);
    scores = List.copyOf(scores);
    steps = List.copyOf(steps);
  }

  /**
   * Reads a run, which may not be over.
   *
   * @throws CiderException SETTING_INVALID if there is none in the folder
   */
  public static RunResult read(Path path) {
    RunFolder folder = new RunFolder(path);
    String config = folder.configText();
    if (config.isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "There is no run of ./cider train in %s.".formatted(path));
    }
    Map<String, String> keys = new TreeMap<>();
    flatten("", ConfigText.parse(config, path.toString()).keys(), keys);
    return new RunResult(
        path,
        keys,
        folder.read(ScoresCsv.NAME).map(ScoresCsv::parse).orElse(List.of()),
        MetricsCsv.read(folder.metrics()),
        Files.exists(folder.onnx())); // it is written last
  }

  /** Returns the last value of each figure, in percent. */
  SequencedMap<String, Double> last() {
    return byFigure((before, after) -> after);
  }

  /** Returns the best value of each figure, in percent. */
  SequencedMap<String, Double> best() {
    return byFigure(Math::max);
  }

  private SequencedMap<String, Double> byFigure(BinaryOperator<Double> choice) {
    return scores.stream()
        .collect(Collectors.toMap(Score::name, Score::value, choice, LinkedHashMap::new));
  }

  /** Returns how many pictures a second its steps took; empty without a step. */
  Optional<Double> picturesPerSecond() {
    double seconds = steps.stream().mapToDouble(StepFigures::seconds).sum();
    long pictures = steps.stream().mapToLong(StepFigures::pictures).sum();
    return seconds > 0 ? Optional.of(pictures / seconds) : Optional.empty();
  }

  private static void flatten(String prefix, Object value, Map<String, String> keys) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, below) -> flatten(joined(prefix, key.toString()), below, keys));
      case List<?> list when list.stream().anyMatch(one -> one instanceof Map) -> {
        for (int i = 0; i < list.size(); i++) {
          Object name = list.get(i) instanceof Map<?, ?> map ? map.get("name") : null;
          flatten(joined(prefix, Objects.toString(name, "" + i)), list.get(i), keys);
        }
      }
      case null -> keys.put(prefix, "");
      default -> keys.put(prefix, value.toString());
    }
  }

  private static String joined(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }
}
