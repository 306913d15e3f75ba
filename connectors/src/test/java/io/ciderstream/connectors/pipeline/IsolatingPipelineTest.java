package io.ciderstream.connectors.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class IsolatingPipelineTest {
  private final List<SinkRecord> records =
      IntStream.range(0, 20)
          .mapToObj(i -> new SinkRecord("t", 0, null, "k" + i, null, null, i))
          .toList();
  private final FakePipeline pipeline = new FakePipeline();
  private final Map<SinkRecord, CiderException> bad = new LinkedHashMap<>();

  @Test
  void shouldSetAsideTheRecordsThatFailAndApplyTheOthersInOrder() {
    pipeline.failingKeys = Set.of("k3", "k4", "k5", "k6", "k17");
    isolating().process(records, bad);
    assertThat(bad.keySet())
        .extracting(SinkRecord::key)
        .containsExactlyElementsOf(List.of("k3", "k4", "k5", "k6", "k17"));
    assertThat(bad.values()).extracting(CiderException::code).containsOnly(ErrorCode.UNEXPECTED);
    assertThat(pipeline.applied)
        .hasSize(15)
        .startsWith("k0", "k1", "k2", "k7")
        .endsWith("k18", "k19");
  }

  @Test
  void shouldPassOnAFailureOfAll() {
    pipeline.failingKeys = Set.copyOf(records.stream().map(each -> (String) each.key()).toList());
    assertThatThrownBy(() -> isolating().process(records, bad)).isSameAs(pipeline.failure);
    assertThat(pipeline.applied).isEmpty();
  }

  @Test
  void shouldNotIsolateWhileADependencyIsAway() {
    pipeline.failingKeys = Set.of("k3");
    pipeline.failure = new CiderException(ErrorCode.INDEX_UNAVAILABLE, "");
    assertThatThrownBy(() -> isolating().process(records, bad)).isSameAs(pipeline.failure);
    assertThat(pipeline.applied).isEmpty();
  }

  private IsolatingPipeline isolating() {
    return new IsolatingPipeline(pipeline);
  }
}
