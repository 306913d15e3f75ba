package io.ciderstream.trials.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.results.BenchResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceReportTest {
  @TempDir private Path folder;

  private final SequencedMap<String, String> facts =
      new LinkedHashMap<>(Map.of("machine", "2 cores"));

  private PerformanceReport report(double ratio) {
    PerformancePart engine = PerformanceParts.named("engine");
    BenchResult result = BenchResult.of("engine").figure("records/s", ratio).build();
    return new PerformanceReport(
        facts,
        List.of(
            new Goal("engine", "engine", "records/s", 4000.0, null, "the broker shares the cores"),
            new Goal("start", "start", "demo s", null, 8.0, "")),
        List.of(
            new PartRecord(
                "engine",
                engine.text(false),
                "now",
                3,
                "abc",
                "4 cores",
                "0.1 0.1 0.1",
                result,
                ""),
            PartRecord.notRun(PerformanceParts.named("start"))));
  }

  @Test
  void shouldCompareEachFigureWithItsGoalAndSayWhyItFallsShort() throws Exception {
    assertThat(markdown(report(5000)))
        .contains("| [engine](#the-engine-alone) | 5,000 | at least 4,000 | reached |")
        .contains("| [start](#start) | - | at most 8 | not measured |")
        .contains("Not measured: it was not run.");
    assertThat(markdown(report(10)))
        .contains("| 10.00 | at least 4,000 | short: the broker shares the cores |");
  }

  @Test
  void shouldSayWhichPartsAreOfAnotherMachine() throws Exception {
    assertThat(markdown(report(10))).contains("Measured on another machine (4 cores) at now");
  }

  @Test
  void shouldReplaceTheFiguresOfTheReadmeOnlyBetweenItsMarks() throws Exception {
    Path readme = folder.resolve("README.md");
    Files.writeString(
        readme,
        "before\n<!-- figures: written by ./cider bench report -->\nold\n<!-- end of figures -->\nafter\n");
    new ReadmeFigures(report(1)).write(readme);
    assertThat(Files.readString(readme))
        .startsWith("before\n<!-- figures")
        .endsWith("<!-- end of figures -->\nafter\n")
        .contains("| 2 cores |", "| not measured |")
        .doesNotContain("old");
  }

  @Test
  void shouldShowTheWeightsThatAreFasterOnTheMachine() throws Exception {
    assertThat(readme(35, 39))
        .contains("| 8 cores |", "| 39 with fp32 weights, 1.1 times a Python script");
    assertThat(readme(61, 39)).contains("| 61 with int8 weights, 1.8 times a Python script");
  }

  private String readme(double int8, double fp32) throws Exception {
    Path readme = folder.resolve("README.md");
    Files.writeString(
        readme, "<!-- figures: written by ./cider bench report -->\n<!-- end of figures -->\n");
    BenchResult result =
        BenchResult.of("peer")
            .figure("pipeline int8", int8)
            .figure("int8 / script", 1.8)
            .figure("pipeline fp32", fp32)
            .figure("fp32 / script", 1.1)
            .build();
    PartRecord peer =
        new PartRecord("peer", "", "now", 3, "abc", "8 cores", "0.1 0.1 0.1", result, "");
    new ReadmeFigures(new PerformanceReport(facts, List.of(), List.of(peer))).write(readme);
    return Files.readString(readme);
  }

  @Test
  void shouldMeasureLittleWithTheSameOptionsOnce() {
    PerformancePart part =
        new PerformancePart(
            "p",
            "P",
            "",
            List.of("embed", "--pictures", "400", "--sweep"),
            List.of("--pictures", "20", "--rounds", "1"));
    assertThat(part.text(true)).isEqualTo("./cider bench embed --pictures 20 --sweep --rounds 1");
    assertThat(part.text(false)).isEqualTo("./cider bench embed --pictures 400 --sweep");
  }

  @Test
  void shouldHaveAPartForEachGoalAndOneBoundEach() {
    assertThat(Goals.read())
        .isNotEmpty()
        .allSatisfy(
            goal -> {
              assertThat(PerformanceParts.names()).contains(goal.part());
              assertThat((goal.least() == null) != (goal.most() == null)).isTrue();
            });
  }

  private String markdown(PerformanceReport report) throws Exception {
    report.writeMarkdown(folder, "images");
    return Files.readString(folder.resolve("performance.md"));
  }
}
