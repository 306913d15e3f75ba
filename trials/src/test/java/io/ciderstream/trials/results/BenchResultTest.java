package io.ciderstream.trials.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class BenchResultTest {
  private final ResultPlot plot =
      new ResultPlot(
          "growth",
          "Rows < all & more",
          ResultPlot.Axis.logarithmic("rows"),
          ResultPlot.Axis.linear("ms"),
          List.of(
              new PlotSeries(
                  "HNSW", List.of(new PlotSeries.Point(10, 1.5), new PlotSeries.Point(1000, 3)))));

  private final BenchResult result =
      BenchResult.of("growth")
          .condition("seed", 15)
          .table(
              new ResultTable(
                  "Searches",
                  List.of(
                      ResultRow.of("rows", 12_000, "p50 ms", 1.234),
                      ResultRow.of("rows", 24_000, "p50 ms", Double.NaN, "note", "a|b"))))
          .figure("ratio", 0.5)
          .figure("none", Double.NaN)
          .plot(plot)
          .remark("A sentence.")
          .build();

  @Test
  void shouldBeReadAsItWasWritten() {
    BenchResult read = BenchResult.read(result.json());
    assertThat(read.json()).isEqualTo(result.json());
    assertThat(read.figures()).containsOnlyKeys("ratio").containsEntry("ratio", 0.5);
  }

  @Test
  void shouldWriteTablesWithAllColumnsOfTheirRows() {
    assertThat(result.markdown())
        .isEqualTo(
            """
            Searches:

            | rows | p50 ms | note |
            |---|---|---|
            | 12,000 | 1.23 | - |
            | 24,000 | - | a\\|b |

            A sentence.""");
  }

  @Test
  void shouldDrawWellFormedPlots() throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    new SvgPlot(plot).text().getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3); // one is a legend
  }

  @Test
  void shouldMarkAxesAtRoundValuesWithRoomForAll() {
    AxisScale linear = AxisScale.of(DoubleStream.of(3, 87), false);
    assertThat(linear.marks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(linear.share(50)).isEqualTo(0.5);
    AxisScale logarithmic = AxisScale.of(DoubleStream.of(20, 900), true);
    assertThat(logarithmic.marks()).containsExactly(10.0, 100.0, 1000.0);
    assertThat(logarithmic.share(100)).isEqualTo(0.5);
  }
}
