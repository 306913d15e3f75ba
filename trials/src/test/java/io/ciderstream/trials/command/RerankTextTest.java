package io.ciderstream.trials.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.trials.retrieval.RerankFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RerankTextTest {
  private final RerankText text =
      new RerankText(
          List.of(
              new RerankFigures(
                  RerankOptions.NONE,
                  0,
                  0.125,
                  new TreeMap<>(Map.of("all", 0.5, "ie_", Double.NaN))),
              new RerankFigures(
                  new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), 50),
                  0,
                  9,
                  new TreeMap<>(Map.of("all", 0.75, "ie_", Double.NaN)))));

  @Test
  void shouldSetTheCostBesideTheGain() {
    assertThat(text.markdown())
        .isEqualTo(
            """
            | search | mAP all | mAP ie_ | ms a query | ms a picture, once |
            |---|---|---|---|---|
            | none | 50.00 | - | 0.13 | 0.00 |
            | verify 50 | 75.00 | - | 9.00 | 0.00 |""");
  }

  @Test
  void shouldWriteJson() {
    assertThat(text.json())
        .startsWith("[{\"search\":\"none\",\"map\":{\"all\":0.5,\"ie_\":null},\"query_ms\":0.125,");
  }
}
