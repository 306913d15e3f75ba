package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPositionTest {
  @Test
  void shouldReadWhatItWrites() {
    RecordPosition position = new RecordPosition(3, 1L << 40);

    assertThat(RecordPosition.parse(position.toString())).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "1", "1:", ":1", "-1:0", "0:-1", "a:b", "0:1:2"})
  void shouldRejectWhatIsNotAPosition(String text) {
    assertThatThrownBy(() -> RecordPosition.parse(text))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("partition:offset");
  }

  @Test
  void shouldCompareWithinAPartitionOnly() {
    assertThat(new RecordPosition(1, 4).isBefore(new RecordPosition(1, 5))).isTrue();
    assertThat(new RecordPosition(1, 5).isBefore(new RecordPosition(1, 5))).isFalse();
    assertThat(new RecordPosition(1, 4).isBefore(new RecordPosition(2, 5))).isFalse();
  }
}
