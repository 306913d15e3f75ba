package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataLimitsTest {
  /** {"n":""} takes eight bytes. */
  private static final int FRAME = 8;

  @Test
  void shouldCountEscapesAsTheyAreWritten() {
    assertThat(MetadataLimits.jsonBytes(Map.of())).isEqualTo(2);
    assertThat(MetadataLimits.jsonBytes(Map.of("n", "a\"\\\n"))).isEqualTo(FRAME + 7);
    assertThat(MetadataLimits.jsonBytes(Map.of("n", "\u0000\u001f\u2028"))).isEqualTo(FRAME + 18);
    assertThat(MetadataLimits.jsonBytes(Map.of("n", "\u007fä€\ud83c\udf4e</&'=")))
        .isEqualTo(FRAME + 1 + 2 + 3 + 4 + 5);
    assertThat(MetadataLimits.jsonBytes(Map.of("a", 1L, "b", -2.5, "c", true)))
        .isEqualTo("{\"a\":1,\"b\":-2.5,\"c\":true}".length());
    assertThat(MetadataLimits.jsonBytes(Map.of("f", 0.1f)))
        .isEqualTo("{\"f\":0.10000000149011612}".length());
  }

  @Test
  void shouldAcceptWhatMilvusKeepsAndRefuseOneByteMore() {
    int most = MetadataLimits.MAX_JSON_BYTES - FRAME;
    assertThatCode(() -> MetadataLimits.check(Map.of("n", "x".repeat(most))))
        .doesNotThrowAnyException();
    refuse(Map.of("n", "x".repeat(most + 1)));
  }

  @Test
  void shouldRefuseWhatOnlyItsEscapesMakeTooLarge() {
    refuse(Map.of("comment", "\u0000".repeat(11_000)));
    Map<String, Object> numbers = new HashMap<>();
    for (int i = 0; i < 2_900; i++) {
      numbers.put("n" + i, -1.2345678901234567E-300 - i * 1e-303);
    }
    refuse(numbers);
  }

  @Test
  void shouldRefuseNamesAndValuesThatTheIndexCannotKeep() {
    refuse(Map.of("", "x"));
    refuse(Map.of("é".repeat(65), "x"));
    refuse(Map.of("n", Double.NaN));
    refuse(Map.of("n", Float.POSITIVE_INFINITY));
    refuse(Map.of("n", new byte[1]));
    refuse(Map.of("n", "\ud83c"));
    refuse(Map.of("\udf4e", "x"));
    Map<String, Object> missing = new HashMap<>();
    missing.put("n", null);
    refuse(missing);
  }

  private static void refuse(Map<String, ?> metadata) {
    assertThatThrownBy(() -> MetadataLimits.check(metadata))
        .isInstanceOfSatisfying(
            CiderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.METADATA_INVALID);
              assertThat(e.getMessage()).hasSizeLessThan(500);
            });
  }
}
