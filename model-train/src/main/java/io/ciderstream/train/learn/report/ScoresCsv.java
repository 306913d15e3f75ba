package io.ciderstream.train.learn.report;

import io.ciderstream.train.learn.report.ReportPage.Score;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code scores.csv}: a row for each figure of each evaluation; and {@code losses.csv}: a row for
 * the loss of each.
 */
public final class ScoresCsv {
  /** Name of the file in a run's folder. */
  public static final String NAME = "scores.csv";

  /** Name of the file of losses. */
  public static final String LOSSES = "losses.csv";

  private static final String LOSSES_HEADER = "stage,step,evaluation,loss\n";
  private static final String HEADER = "stage,step,figure,percent\n";
  private static final int COLUMNS = 4;

  private ScoresCsv() {}

  /** Returns the content of a file. */
  public static String text(List<Score> scores) {
    return text(HEADER, scores);
  }

  /** Returns the content of a file of losses, of which an evaluation is the name. */
  public static String losses(List<Score> losses) {
    return text(LOSSES_HEADER, losses);
  }

  private static String text(String header, List<Score> scores) {
    return scores.stream().map(ScoresCsv::row).collect(Collectors.joining("", header, ""));
  }

  /** Returns the rows of a file, in order. */
  public static List<Score> parse(String text) {
    return text.lines().skip(1).map(ScoresCsv::row).toList();
  }

  private static String row(Score score) {
    return "%d,%d,%s,%s\n".formatted(score.stage(), score.step(), score.name(), score.value());
  }

  private static Score row(String line) {
    String[] v = line.split(",", COLUMNS);
    return new Score(Integer.parseInt(v[0]), Long.parseLong(v[1]), v[2], Double.parseDouble(v[3]));
  }
}
