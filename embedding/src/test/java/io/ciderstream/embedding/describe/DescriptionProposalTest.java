package io.ciderstream.embedding.describe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.embedding.TestOnnx;
import io.ciderstream.embedding.graph.OnnxHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionProposalTest {
  private static final Path FILE = Path.of("net.onnx");

  static Stream<TestOnnx> graphs() {
    return Stream.of(
        TestOnnx.meanColour(),
        TestOnnx.meanColour(DataType.FLOAT16, "1", "3", "224", "224"),
        TestOnnx.meanColour(DataType.UINT8, "N", "3", "320", "256"),
        TestOnnx.empty(DataType.FLOAT, "N", "C", "H", "W").output("x", "N", "D", "7", "7"),
        TestOnnx.empty(DataType.FLOAT, "N", "3", "518", "518")
            .output("last_hidden_state", "N", "1370", "384")
            .output("pooler_output", "N", "384"),
        TestOnnx.empty(DataType.FLOAT, "N", "3", "224", "224").output("x", "N", "197", "192"));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void shouldProposeADescriptionThatIsComplete(TestOnnx graph) {
    OnnxHeader header = OnnxHeader.of(graph.bytes());
    List<String> lines = DescriptionProposal.of(FILE, header);

    ModelReading reading =
        DescriptionReader.read(FILE, header, Optional.of(String.join("\n", lines)));

    assertThat(reading.problems()).as("%s", lines).isEmpty();
    assertThat(lines.stream().filter(line -> !line.startsWith("#"))).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void shouldQuoteWhatYamlWouldReadOtherwise() {
    TestOnnx graph =
        TestOnnx.meanColour()
            .output("mean: of #1", "N", "3")
            .node("Identity", List.of("mean"), "mean: of #1");
    OnnxHeader header = OnnxHeader.of(graph.bytes());
    for (String name : List.of("my: model #1", "true", "0123", "- a", "it's", "a\nb")) {
      List<String> lines = DescriptionProposal.of(Path.of(name + ".onnx"), header);
      assertThat(
              DescriptionReader.read(
                      Path.of("net.onnx"), header, Optional.of(String.join("\n", lines)))
                  .description())
          .as("%s", lines)
          .hasValueSatisfying(served -> assertThat(served.name()).isEqualTo(name));
    }
    assertThat(DescriptionProposal.of(FILE, header)).contains("name: net");
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void shouldKnowModelsByTheNamesOfTheirOutputs(TestOnnx graph) {
    OnnxHeader clip = OnnxHeader.of(graph.output("image_embeds", "N", "512").bytes());
    if (clip.inputs().getFirst().type().text().startsWith("float")) {
      assertThat(DescriptionProposal.of(FILE, clip)).anyMatch(line -> line.contains("0.48145466"));
    }
  }
}
