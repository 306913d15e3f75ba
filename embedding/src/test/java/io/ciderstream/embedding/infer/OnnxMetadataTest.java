package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.local.VerificationOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxMetadataTest {
  @Test
  void shouldTakeTheBoxThresholdOfTheModel() {
    assertThat(OnnxMetadata.of(facts("0.35")).boxes().threshold()).isEqualTo(0.35);
    assertThat(OnnxMetadata.of(facts(null)).boxes().threshold()).isEqualTo(0.6);
  }

  @Test
  void shouldSayWhichThresholdIsWrong() {
    assertThatThrownBy(() -> OnnxMetadata.of(facts("1.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("box threshold 1.5");
  }

  @Test
  void shouldReadHowLocalFeaturesAreCompared() {
    VerificationOptions options = new VerificationOptions(200, 0.5, 1.5, 120, 8, 16);
    Map<String, String> facts = facts(null);
    assertThat(OnnxMetadata.of(facts).verification()).isEmpty();
    facts.putAll(VerificationMetadata.write(options));
    assertThat(OnnxMetadata.of(facts).verification()).contains(options);
    facts.remove("cider.local.cap");
    assertThatThrownBy(() -> OnnxMetadata.of(facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cider.local.cap");
    facts.put("cider.local.cap", "0");
    assertThatThrownBy(() -> OnnxMetadata.of(facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cap 0");
  }

  private static Map<String, String> facts(String threshold) {
    Map<String, String> facts =
        new HashMap<>(
            Map.of(
                "cider.name", "net",
                "cider.dimension", "3",
                "cider.groups", "48x32",
                "cider.bounds", "",
                "cider.input", "uint8-nhwc-rgb"));
    if (threshold != null) {
      facts.put("cider.box.threshold", threshold);
    }
    return facts;
  }
}
