package io.ciderstream.train.learn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.train.learn.loss.LossParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  @Test
  void shouldForgetRowsThatWillBeWrittenAgain() throws Exception {
    Path file = folder.resolve("metrics.csv");
    try (MetricsCsv metrics = new MetricsCsv(file, 0, 0)) {
      metrics.add(step(0, 0, 3.5));
      metrics.add(step(0, 1, 2.25));
      metrics.add(step(1, 0, 1));
    }
    try (MetricsCsv metrics = new MetricsCsv(file, 0, 1)) {
      assertThat(metrics.rows()).containsExactly(step(0, 0, 3.5));
      metrics.add(step(0, 1, 2));
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "stage,step,epoch,loss,accuracy,rate,gradient,seconds,pictures,waited,resident,"
                + "infonce,supcon,distillation,arcface",
            "0,0,0,3.5,0.5,0.01,7.0,0.2500,64,0.1000,900,2.5,0.0,0.0,1.0",
            "0,1,0,2.0,0.5,0.01,7.0,0.2500,64,0.1000,900,1.0,0.0,0.0,1.0");
  }

  @Test
  void shouldReadTheStepsOfARunThatAnOlderVersionBegan(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("metrics.csv");
    Files.writeString(
        file,
        """
        stage,step,epoch,loss,accuracy,rate,gradient,seconds,pictures
        0,0,0,3.5,0.5,0.01,7.0,0.2500,64
        0,1,0,2.0,0.5,0.01
        """);
    try (MetricsCsv metrics = new MetricsCsv(file, 0, 2)) {
      assertThat(metrics.rows())
          .containsExactly(
              new StepFigures(0, 0, 0, LossParts.ofArcFace(3.5), 0.5, 0.01, 7, 0.25, 64, 0, 0));
    }
  }

  @Test
  void shouldDrawAPageThatNeedsNothingElse() {
    ReportImage query =
        new ReportImage(new byte[] {1}, "<tower>", List.of(), ReportImage.Kind.QUERY);
    ReportImage right =
        new ReportImage(
            new byte[] {2},
            "tower",
            List.of(new BoundingBox(0.25f, 0.5f, 0.75f, 1, 0.9f)),
            ReportImage.Kind.RIGHT);
    ReportPage page =
        new ReportPage(
            "run",
            Map.of("seed", "1"),
            "batch: <4>",
            List.of(step(0, 0, 3), step(0, 1, 2), step(1, 0, 1)),
            List.of(new ReportPage.Score(0, 0, "mAP", 31.8), new ReportPage.Score(1, 0, "mAP", 40)),
            List.of(new ReportPage.Score(0, 0, "held", 2), new ReportPage.Score(1, 0, "held", 1)),
            List.of(List.of(query, right)));

    String html = page.html();

    assertThat(html)
        .contains(
            "<polyline",
            "Learning rate by step",
            "Parts of the loss",
            "Loss of the evaluations",
            "Resident memory",
            "&lt;tower&gt;",
            "p RIGHT",
            "batch: &lt;4&gt;")
        .contains("left:25.0%;top:50.0%;width:50.0%;height:50.0%")
        .doesNotContain("<tower>", "http", "NaN");
  }

  private static StepFigures step(int stage, long step, double loss) {
    LossParts parts = new LossParts(loss - 1, 0, 0, 1);
    return new StepFigures(stage, step, 0, parts, 0.5, 0.01, 7, 0.25, 64, 0.1, 900);
  }
}
