package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.admin.TopicCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final StatusReport.Index INDEX =
      new StatusReport.Index("http://milvus:19530", null, 12L, "lite0.onnx, hash abc");

  @Test
  void shouldShowTopicsRolesAndTheIndex() {
    StatusReport report =
        new StatusReport(
            true,
            new StatusReport.Kafka(
                "broker:9092",
                null,
                List.of(new TopicCounts("images", 4, 1, 13)),
                List.of(
                    new StatusReport.Role("embedder", 2, 3L),
                    new StatusReport.Role("sink", 0, null))),
            INDEX);
    assertThat(report.text())
        .startsWith("Kafka at broker:9092\n")
        .containsPattern("images +4 +1\\.\\.13")
        .containsPattern("embedder +2 members +3")
        .containsPattern("sink +no +-")
        .doesNotContain("dead letters")
        .endsWith("Milvus at http://milvus:19530: 12 rows\nmodel: lite0.onnx, hash abc");
  }

  @Test
  void shouldCountDeadLettersThatAreStillThere() {
    StatusReport report =
        new StatusReport(
            true,
            new StatusReport.Kafka(
                "broker:9092",
                null,
                List.of(
                    new TopicCounts("images.dead-letters", 1, 2, 7),
                    new TopicCounts("queries.dead-letters", 1, 3, 3)),
                List.of()),
            INDEX);
    assertThat(report.text())
        .contains("dead letters (with transaction markers): 5 in images.dead-letters\n")
        .doesNotContain("in queries.dead-letters");
  }

  @Test
  void shouldSayWhyAServerIsUnreachable() {
    StatusReport report =
        new StatusReport(
            false,
            new StatusReport.Kafka("broker:9092", "it is away", List.of(), List.of()),
            new StatusReport.Index("http://milvus:19530", "it is off", null, null));
    assertThat(report.text())
        .isEqualTo("Kafka at broker:9092: it is away\nMilvus at http://milvus:19530: it is off");
  }
}
