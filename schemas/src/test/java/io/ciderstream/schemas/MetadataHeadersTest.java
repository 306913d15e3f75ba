package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataHeadersTest {
  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void shouldTakeTheTypeFromTheHeadersName() {
    add("meta.id", "00123");
    add("meta-number.price", "10");
    add("meta-number.weight", "-2.5e0");
    add("meta-bool.sold", "false");
    add("traceparent", "x");
    assertThat(MetadataHeaders.read(headers))
        .containsOnly(
            Map.entry("id", "00123"),
            Map.entry("price", 10L),
            Map.entry("weight", -2.5),
            Map.entry("sold", false));
  }

  @Test
  void shouldTakeTheLastOfSeveralHeadersOfOneName() {
    add("meta-number.price", "10");
    add("meta.price", "cheap");
    assertThat(MetadataHeaders.read(headers)).containsOnly(Map.entry("price", "cheap"));
  }

  @ParameterizedTest
  @CsvSource({
    "meta-number.n, ''",
    "meta-number.n, ' 1'",
    "meta-number.n, 00123",
    "meta-number.n, +1",
    "meta-number.n, 1.",
    "meta-number.n, .5",
    "meta-number.n, 0x10",
    "meta-number.n, 1d",
    "meta-number.n, NaN",
    "meta-number.n, 1e999",
    "meta-number.n, 9223372036854775808",
    "meta-bool.n, TRUE",
    "meta-bool.n, 1",
    "meta-number., 1",
  })
  void shouldRefuseAMalformedValue(String name, String value) {
    add(name, value);
    assertThatThrownBy(() -> MetadataHeaders.read(headers))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.METADATA_INVALID));
  }

  @Test
  void shouldReadWhatItWrites() {
    Map<String, Object> metadata =
        Map.of("a", "10", "b", Long.MIN_VALUE, "c", Double.MIN_VALUE, "d", true, "e", 1e300);
    MetadataHeaders.write(metadata, headers);
    assertThat(MetadataHeaders.read(headers)).isEqualTo(metadata);
  }

  private void add(String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
