package io.ciderstream.index;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata[\"shop\"] == \"north\"",
        "metadata['a)'] == \"it's (\" and (captured_at > 3 or id in [\"x\", \"y\"])",
        "metadata[\"q\\\"\"] like \"\\\\\"",
        "metadata[\"caf\u00e9\"] == \"\ud83d\ude00\"",
        "json_contains(metadata[\"a\"], {\"b\": [1]})"
      })
  void shouldAcceptWhatIsClosed(String filter) {
    assertThatCode(() -> FilterSyntax.require(filter)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a == 1) or (1 == 1",
        "(a == 1",
        "a in [1)",
        "a == \"x",
        "a == 'x\\'",
        "]",
        "a == \"\\",
        "metadata[\"a\"] == 1 } or { 1 == 1"
      })
  void shouldRejectWhatWouldChangeTheExpressionAroundIt(String filter) {
    assertThatThrownBy(() -> FilterSyntax.require(filter)).hasMessageContaining("FILTER_INVALID");
  }

  @Test
  void shouldRejectWhatIsTooDeepOrTooLong() {
    assertThatCode(() -> FilterSyntax.require("(".repeat(64) + "a" + ")".repeat(64)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> FilterSyntax.require("(".repeat(65) + "a" + ")".repeat(65)))
        .hasMessageContaining("64");
    assertThatThrownBy(() -> FilterSyntax.require("a".repeat(65_536)))
        .hasMessageContaining("65535");
    assertThatThrownBy(() -> FilterSyntax.require("\u00e9".repeat(32_768)))
        .hasMessageContaining("65535");
  }
}
