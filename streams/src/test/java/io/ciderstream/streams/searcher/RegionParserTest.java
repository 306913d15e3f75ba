package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.BoundingBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionParserTest {
  @Test
  void shouldReadFourNumbers() {
    assertThat(RegionParser.parse("0, 0.25,0.5,1"))
        .isEqualTo(new BoundingBox(0, 0.25f, 0.5f, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0,0,1",
        "0,0,1,1,1",
        "a,0,1,1",
        "0.5,0,0.5,1",
        "0,0,1,1.1",
        "-0.1,0,1,1",
        "NaN,0,1,1"
      })
  void shouldRefuseWhatIsNoRegion(String text) {
    assertThatThrownBy(() -> RegionParser.parse(text)).hasMessageContaining("REGION_INVALID");
  }
}
