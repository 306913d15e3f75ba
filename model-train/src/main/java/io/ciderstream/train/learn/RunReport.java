package io.ciderstream.train.learn;

import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.report.EventFile;
import io.ciderstream.train.learn.report.MetricsCsv;
import io.ciderstream.train.learn.report.ReportImage;
import io.ciderstream.train.learn.report.ReportPage;
import io.ciderstream.train.learn.report.ReportPage.Score;
import io.ciderstream.train.learn.report.RunEnvironment;
import io.ciderstream.train.learn.report.RunSummary;
import io.ciderstream.train.learn.report.ScoresCsv;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.RunPosition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Figures of a run, kept in its folder: {@code metrics.csv}, {@code scores.csv}, the page, and
 * {@code tensorboard}.
 */
final class RunReport implements AutoCloseable {
  private final TrainConfig config;
  private final RunFolder folder;
  private final MetricsCsv metrics;
  private final EventFile events;
  private final List<Score> scores = new ArrayList<>();
  private final List<Score> losses = new ArrayList<>();
  private final NavigableMap<Integer, Long> starts = new TreeMap<>();
  private long written;
  private List<List<ReportImage>> sheet = List.of();

  /**
   * Creates a run report.
   *
   * @param resumed where the run resumes; figures of later positions are dropped. Empty: all are
   */
  RunReport(
      TrainConfig config, RunFolder folder, Optional<RunPosition> resumed, InstantSource clock) {
    RunPosition from = resumed.orElse(RunPosition.START);
    this.config = config;
    this.folder = folder;
    this.metrics = new MetricsCsv(folder.metrics(), from.stage(), from.step());
    resumed.ifPresent(
        until -> {
          scores.addAll(read(ScoresCsv.NAME, until));
          losses.addAll(read(ScoresCsv.LOSSES, until));
        });
    this.events = new EventFile(folder.file("tensorboard"), clock);
    metrics.rows().forEach(this::write);
    scores.forEach(this::write);
    losses.forEach(this::writeLoss);
  }

  private List<Score> read(String file, RunPosition until) {
    return folder.read(file).map(ScoresCsv::parse).orElse(List.of()).stream()
        .filter(s -> new RunPosition(s.stage(), s.step()).compareTo(until) <= 0)
        .toList();
  }

  void add(StepFigures figures) {
    metrics.add(figures);
    write(figures);
  }

  private void write(StepFigures figures) {
    starts.putIfAbsent(figures.stage(), written++);
    long step = step(figures.stage(), figures.step());
    events.add("train/loss", step, figures.loss());
    figures.parts().byName().forEach((name, value) -> addPart(name, step, value));
    events.add("train/accuracy", step, figures.accuracy());
    events.add("train/rate", step, figures.rate());
    events.add("train/gradient", step, figures.gradient());
    events.add("speed/seconds", step, figures.seconds());
    events.add("speed/waited", step, figures.waited());
    events.add("speed/pictures", step, figures.speed());
    events.add("speed/resident", step, figures.resident());
  }

  private void addPart(String name, long step, double value) {
    if (value != 0) {
      events.add("loss/" + name, step, value);
    }
  }

  private void write(Score score) {
    events.add("evaluation/" + score.name(), step(score.stage(), score.step()), score.value());
  }

  private void writeLoss(Score loss) {
    events.add(
        "evaluation/%s loss".formatted(loss.name()), step(loss.stage(), loss.step()), loss.value());
  }

  /** Returns a step counted over all stages, of which some have no steps. */
  private long step(int stage, long step) {
    Map.Entry<Integer, Long> start = starts.ceilingEntry(stage);
    return step + (start == null ? written : start.getValue());
  }

  void add(List<Score> fresh, List<Score> freshLosses, List<List<ReportImage>> seen) {
    scores.addAll(fresh);
    fresh.forEach(this::write);
    losses.addAll(freshLosses);
    freshLosses.forEach(this::writeLoss);
    sheet = seen;
    folder.write(ScoresCsv.NAME, ScoresCsv.text(scores));
    folder.write(ScoresCsv.LOSSES, ScoresCsv.losses(losses));
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
        new ReportPage(
                config.name(), facts(), folder.configText(), metrics.rows(), scores, losses, sheet)
            .html());
  }

  @Override
  public void close() {
    metrics.close();
    events.close();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", "" + config.seed());
    facts.putAll(RunEnvironment.read());
    facts.putAll(RunSummary.of(metrics.rows()));
    folder.read("data.txt").ifPresent(text -> facts.put("data", text));
    return facts;
  }
}
