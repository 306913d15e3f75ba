package io.ciderstream.trials.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.retrieval.PassFigures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PassesTextTest {
  private final PassesText text =
      new PassesText(
          List.of(
              new PassFigures(
                  1,
                  "m 01",
                  40,
                  25,
                  2,
                  20,
                  25,
                  30,
                  new TreeMap<>(Map.of("all", 0.5, "none", Double.NaN))),
              new PassFigures(
                  2,
                  "m 02",
                  20,
                  50,
                  4,
                  40,
                  50,
                  90,
                  new TreeMap<>(Map.of("all", 0.25, "none", Double.NaN)))));

  @Test
  void shouldCompareCostAndAccuracy() {
    assertThat(text.markdown())
        .isEqualTo(
            """
            |  | pictures/s | CPU ms | decode ms | network ms | latency p50 ms | p99 ms | mAP all | mAP none |
            |---|---|---|---|---|---|---|---|---|
            | single pass | 40.0 | 25.0 | 2.0 | 20.0 | 25.0 | 30.0 | 50.00 | - |
            | two passes | 20.0 | 50.0 | 4.0 | 40.0 | 50.0 | 90.0 | 25.00 | - |
            | two / single | 0.50 | 2.00 | 2.00 | 2.00 | 2.00 | 3.00 |  |  |""");
  }

  @Test
  void shouldWriteJson() {
    assertThat(text.json())
        .startsWith("[{\"passes\":1,\"model\":\"m 01\",\"pictures_per_second\":40.0,")
        .contains("\"map\":{\"all\":0.25,\"none\":null}");
  }
}
