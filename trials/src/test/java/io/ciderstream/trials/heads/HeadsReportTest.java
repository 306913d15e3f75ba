package io.ciderstream.trials.heads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class HeadsReportTest {
  @Test
  void shouldWriteARowForEachHeadWithTheFiguresOfItsSeeds() {
    SequencedMap<String, List<Double>> figures = new LinkedHashMap<>();
    figures.put("validation mAP", List.of(80.04, 81.26));
    HeadRow gem =
        new HeadRow("gem", List.of(1L, 2L), figures, 4_067_000, 407_300_000, "224x224", 93.86);
    HeadRow none = new HeadRow("dolg", List.of(), new LinkedHashMap<>(), 0, 0, "224x224", 0);

    assertThat(HeadsReport.markdown(List.of(gem, none)))
        .isEqualTo(
            """
            | head | validation mAP | parameters, M | multiply-adds, G | pictures/s, one thread |
            |---|---|---|---|---|
            | gem | 80.0 / 81.3 | 4.07 | 0.407 at 224x224 | 93.9 |
            | dolg | - | 0.00 | 0.000 at 224x224 | 0.0 |
            """);
    SequencedMap<String, List<Double>> nothing = new LinkedHashMap<>();
    nothing.put("validation mAP", List.of(Double.NaN, 81.26));
    HeadRow diverged =
        new HeadRow("gem", List.of(1L, 2L), nothing, 1, 1, "224x224", Double.POSITIVE_INFINITY);
    assertThat(HeadsReport.markdown(List.of(diverged))).contains("| gem | - / 81.3 |");
    assertThat(HeadsReport.json(List.of(diverged))).contains("null,\n", "81.26");
    assertThat(HeadsReport.json(List.of(gem))).contains("80.04", "\"multiplyAdds\": 407300000");
  }
}
