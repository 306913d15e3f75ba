package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPositionTest {
  @Test
  void shouldReadWhatItWrites() {
    for (OptionalLong source : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(41)}) {
      for (Optional<String> model : List.of(Optional.<String>empty(), Optional.of("images__ab"))) {
        IndexPosition position =
            new IndexPosition("images", model, "descriptors", 3, 1L << 40, source);
        assertThat(IndexPosition.parse(position.toJson())).isEqualTo(position);
        assertThat(position.key()).isEqualTo("images/descriptors/3");
      }
    }
  }

  @Test
  void shouldReadARecordOfAnEarlierVersionAndPassOverUnknownFields() {
    String json =
        "{\"collection\":\"images\",\"topic\":\"descriptors\",\"partition\":0,\"offset\":9,\"more\":1}";
    assertThat(IndexPosition.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new IndexPosition(
                "images", Optional.empty(), "descriptors", 0, 9, OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "{}", "{\"collection\":\"a\",\"topic\":\"b\",\"partition\":0}"})
  void shouldRefuseWhatIsNoPosition(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> IndexPosition.parse(json))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
