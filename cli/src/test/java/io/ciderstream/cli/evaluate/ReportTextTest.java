package io.ciderstream.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.rerank.NeighbourWeights;
import io.ciderstream.evaluation.rerank.RerankOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static final EvaluationReport REPORT =
      new EvaluationReport(
          List.of(
              new Figures("easy", List.of(0.5, Double.NaN), precision(1.0)),
              new Figures("hard", List.of(Double.NaN, Double.NaN), precision(Double.NaN))),
          2,
          100,
          List.of("x.jpg: VALUE_EMPTY"),
          50,
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMillis(100));

  @Test
  void shouldPrintPercentForPeople() {
    assertThat(text().table())
        .contains("mP@1")
        .containsPattern("easy +1 +50\\.00 +100\\.00")
        .containsPattern("hard +0 +- +-")
        .contains("100 pictures searched in 0.1 s; 50 embedded, 25.0 a second")
        .contains("1 pictures cannot be read:\n  x.jpg: VALUE_EMPTY");
  }

  @Test
  void shouldPrintJsonForPrograms() {
    assertThat(text().json())
        .isEqualTo(
            "{\"set\":\"roxford5k\",\"model\":\"net \\\"a\\\"\",\"model_hash\":\"1f\",\"sizes\":\"served\","
                + "\"queries\":2,\"indexed\":100,\"described\":50,\"pictures_per_second\":25.0,"
                + "\"describing_seconds\":2.0,\"searching_seconds\":0.1,"
                + "\"unreadable\":1,\"unreadable_pictures\":[\"x.jpg: VALUE_EMPTY\"],"
                + "\"figures\":[{\"name\":\"easy\",\"queries\":1,\"map\":0.5,"
                + "\"precision_at\":{\"1\":1.0},\"average_precisions\":[0.5,null]},"
                + "{\"name\":\"hard\",\"queries\":0,\"map\":null,"
                + "\"precision_at\":{\"1\":null},\"average_precisions\":[null,null]}]}");
  }

  @Test
  void shouldNameTheSetsThereAre() {
    assertThatThrownBy(() -> NamedEvaluationSet.of("oxford"))
        .hasMessageContaining("--set is oxford")
        .hasMessageContaining("gldv2-retrieval");
    assertThatThrownBy(() -> NamedEvaluationSet.LABELS.judge(new SetOptions(), null))
        .hasMessageContaining("--truth");
    assertThatThrownBy(() -> NamedEvaluationSet.ROXFORD5K.judge(new SetOptions(), null))
        .hasMessageContaining("--images");
  }

  @Test
  void shouldSayWhatTheSearchAdded() {
    RerankOptions options =
        new RerankOptions(
            Optional.empty(), Optional.of(new NeighbourWeights(3, 2)), Optional.empty(), 50);
    ReportText text = text(options);

    assertThat(text.table()).contains("\nalpha-QE n=3 alpha=2.0, verify 50\n");
    assertThat(text.json())
        .contains("\"rerank\":\"alpha-QE n=3 alpha=2.0, verify 50\",\"preparing_seconds\":0.05");
  }

  private static ReportText text() {
    return text(RerankOptions.NONE);
  }

  private static ReportText text(RerankOptions options) {
    return new ReportText("roxford5k", "net \"a\"", "1f", "served", REPORT, options);
  }

  private static TreeMap<Integer, Double> precision(double value) {
    TreeMap<Integer, Double> precision = new TreeMap<>();
    precision.put(1, value);
    return precision;
  }
}
