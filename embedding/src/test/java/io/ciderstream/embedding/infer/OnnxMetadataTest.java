package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.describe.ModelReading;
import io.ciderstream.embedding.graph.ElementType;
import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OnnxMetadataTest {
  @Test
  void shouldTakeTheBoxThresholdOfTheModel() {
    assertThat(description(facts("0.35")).attention().boxes().threshold()).isEqualTo(0.35);
    assertThat(description(facts(null)).attention().boxes().threshold()).isEqualTo(0.6);
  }

  @Test
  void shouldSayWhichThresholdIsWrong() {
    assertThat(problems(facts("1.5"))).singleElement().asString().contains("box threshold 1.5");
  }

  @Test
  void shouldReadHowLocalFeaturesAreCompared() {
    VerificationOptions options = new VerificationOptions(200, 0.5, 1.5, 120, 8, 16);
    Map<String, String> facts = facts(null);
    assertThat(description(facts).verification()).isEmpty();
    facts.putAll(VerificationMetadata.write(options));
    assertThat(description(facts).verification()).contains(options);
    facts.remove("cider.local.cap");
    assertThat(problems(facts)).singleElement().asString().contains("cider.local.cap");
    facts.put("cider.local.cap", "0");
    assertThat(problems(facts)).singleElement().asString().contains("cap 0");
  }

  @Test
  void shouldReportAllReasonsAtOnce() {
    Map<String, String> facts = facts(null);
    facts.remove("cider.name");
    facts.put("cider.input", "float");
    OnnxHeader header =
        new OnnxHeader(
            facts, List.of(value("x")), List.of(value("y")), new TreeSet<>(), List.of(), "");

    ModelReading reading = OnnxMetadata.read(header);

    assertThat(reading.code()).isEqualTo(ErrorCode.MODEL_INVALID);
    assertThat(String.join("; ", reading.problems()))
        .contains("no input images, but [x", "no output descriptors, but [y")
        .contains("no metadata cider.name", "its cider.input is float");
  }

  private static ModelDescription description(Map<String, String> facts) {
    return OnnxMetadata.read(header(facts)).description().orElseThrow();
  }

  private static List<String> problems(Map<String, String> facts) {
    return OnnxMetadata.read(header(facts)).problems();
  }

  private static OnnxHeader header(Map<String, String> facts) {
    List<GraphValue> outputs = new ArrayList<>(List.of(value("descriptors")));
    if (facts.containsKey("cider.local.keep")) {
      outputs.add(value("local_features"));
    }
    return new OnnxHeader(facts, List.of(value("images")), outputs, new TreeSet<>(), List.of(), "");
  }

  private static GraphValue value(String name) {
    return new GraphValue(name, ElementType.FLOAT32, List.of());
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
