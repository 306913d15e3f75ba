package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnnxFileEntriesTest {
  private byte[] file;

  @BeforeEach
  void read() throws Exception {
    file = Files.readAllBytes(Path.of(getClass().getResource("/tiny.onnx").toURI()));
  }

  @Test
  void shouldReadWhatOnnxRuntimeReads() throws Exception {
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file)) {
      assertThat(OnnxFileEntries.of(file))
          .isNotEmpty()
          .isEqualTo(session.getMetadata().getCustomMetadata());
    }
  }

  @Test
  void shouldRejectFilesThatWereCutOff() {
    byte[] cut = Arrays.copyOf(file, file.length - 1);

    assertThatThrownBy(() -> OnnxFileEntries.of(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not all of one");
  }
}
