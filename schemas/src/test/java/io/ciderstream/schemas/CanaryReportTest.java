package io.ciderstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryReportTest {
  @Test
  void shouldReadWhatItWrites() {
    CanaryReport report =
        new CanaryReport(
            Map.of("broker", 5L, "total", 1L << 40),
            3,
            Optional.of(new CanaryReport.Recall(0.5, 0.25, 0.75, 8)));
    assertThat(CanaryReport.parse(report.toJson())).isEqualTo(report);
    CanaryReport first = new CanaryReport(Map.of(), 0, Optional.empty());
    assertThat(CanaryReport.parse(first.toJson())).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"stages\": 1}", "{\"stages\": {\"a\": {}}}"})
  void shouldRejectWhatIsNoReport(String json) {
    assertThatThrownBy(() -> CanaryReport.parse(json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReadTimesOfAnotherRelease() {
    assertThat(CanaryTimes.parse(CanaryTimes.format(Map.of("decode", 12L, "infer", 7L))))
        .isEqualTo(Map.of("decode", 12L, "infer", 7L));
    assertThat(CanaryTimes.parse("infer=7,new=x,,=".getBytes(UTF_8)))
        .isEqualTo(Map.of("infer", 7L));
  }
}
