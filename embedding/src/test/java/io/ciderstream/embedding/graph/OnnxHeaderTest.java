package io.ciderstream.embedding.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.ciderstream.embedding.TestOnnx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnnxHeaderTest {
  private byte[] file;

  @BeforeEach
  void read() throws Exception {
    file = Files.readAllBytes(Path.of(getClass().getResource("/attentive.onnx").toURI()));
  }

  @Test
  void shouldReadWhatOnnxRuntimeReads() throws Exception {
    OnnxHeader header = OnnxHeader.of(file);
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file)) {
      assertThat(header.metadata())
          .isNotEmpty()
          .isEqualTo(session.getMetadata().getCustomMetadata());
    }
    assertThat(header.inputs())
        .containsExactly(new GraphValue("images", ElementType.UINT8, List.of("N", "H", "W", "3")));
    assertThat(header.outputs())
        .containsExactly(
            new GraphValue("descriptors", ElementType.FLOAT32, List.of("N", "3")),
            new GraphValue("attention", ElementType.FLOAT32, List.of("N", "H", "W")));
    assertThat(header.firstOperations()).containsExactly("Cast");
    assertThat(header.weightFiles()).isEmpty();
  }

  @Test
  void shouldTellWeightsFromInputsAndFindTheirFiles() {
    OnnxHeader header =
        OnnxHeader.of(
            TestOnnx.meanColour()
                .weightAmongInputs("weight")
                .weightOutside("bias", "model.onnx.data")
                .bytes());

    assertThat(header.inputs()).extracting(GraphValue::name).containsExactly("pixels");
    assertThat(header.weightFiles()).containsExactly("model.onnx.data");
  }

  @Test
  void shouldRejectFilesThatWereCutOff() {
    byte[] cut = Arrays.copyOf(file, file.length - 1);

    assertThatThrownBy(() -> OnnxHeader.of(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not all of one");
    assertThatThrownBy(() -> OnnxHeader.of("no model".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an ONNX model");
    assertThatThrownBy(() -> OnnxHeader.of(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an ONNX model");
  }
}
