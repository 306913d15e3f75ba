package io.ciderstream.train.learn;

import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.report.MetricsCsv;
import io.ciderstream.train.learn.report.ReportImage;
import io.ciderstream.train.learn.report.ReportPage;
import io.ciderstream.train.learn.report.ReportPage.Score;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.RunPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures of a run, kept in its folder: {@code metrics.csv}, {@code scores.csv}, the page. */
final class RunReport implements AutoCloseable {
  private static final String SCORES = "scores.csv";
  private static final String HEADER = "stage,step,figure,percent\n";
  private static final int COLUMNS = 4;

  private final TrainConfig config;
  private final RunFolder folder;
  private final MetricsCsv metrics;
  private final List<Score> scores = new ArrayList<>();
  private List<List<ReportImage>> sheet = List.of();

  /**
   * Creates a run report.
   *
   * @param from where the run resumes; figures of later positions are dropped
   */
  RunReport(TrainConfig config, RunFolder folder, RunPosition from) {
    this.config = config;
    this.folder = folder;
    this.metrics = new MetricsCsv(folder.metrics(), from.stage(), from.step());
    folder
        .read(SCORES)
        .ifPresent(
            text ->
                text.lines()
                    .skip(1)
                    .map(RunReport::parse)
                    .filter(s -> !from.equals(RunPosition.START)) // it is scored again
                    .filter(s -> new RunPosition(s.stage(), s.step()).compareTo(from) <= 0)
                    .forEach(scores::add));
  }

  void add(StepFigures figures) {
    metrics.add(figures);
  }

  void add(List<Score> fresh, List<List<ReportImage>> seen) {
    scores.addAll(fresh);
    sheet = seen;
    folder.write(
        SCORES, scores.stream().map(RunReport::format).collect(Collectors.joining("", HEADER, "")));
    writePage();
  }

  /** Returns all scores, also those from before a resumption. */
  List<Score> scores() {
    return List.copyOf(scores);
  }

  /** Returns whether there are scores of this position. */
  boolean measured(RunPosition position) {
    return scores.stream().anyMatch(s -> new RunPosition(s.stage(), s.step()).equals(position));
  }

  void writePage() {
    folder.write(
        "report.html",
        new ReportPage(config.name(), facts(), folder.configText(), metrics.rows(), scores, sheet)
            .html());
  }

  @Override
  public void close() {
    metrics.close();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", "" + config.seed());
    facts.put("machine", machine());
    folder.read("data.txt").ifPresent(text -> facts.put("data", text));
    return facts;
  }

  private static String machine() {
    return "%s, %d processors, %s, Java %s"
        .formatted(
            System.getProperty("os.name"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            Runtime.version());
  }

  private static String format(Score score) {
    return "%d,%d,%s,%s\n".formatted(score.stage(), score.step(), score.name(), score.value());
  }

  private static Score parse(String line) {
    String[] v = line.split(",", COLUMNS);
    return new Score(Integer.parseInt(v[0]), Long.parseLong(v[1]), v[2], Double.parseDouble(v[3]));
  }
}
