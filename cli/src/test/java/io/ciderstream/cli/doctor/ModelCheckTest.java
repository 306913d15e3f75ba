package io.ciderstream.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.servers.machine.Finding;
import io.ciderstream.servers.machine.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {
  @Test
  void shouldNameTheModelThatIsServed() {
    Finding finding = ModelCheck.run(Path.of("..", "models", "cider-lite0.onnx"));

    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.detail())
        .matches("cider-lite0, hash [0-9a-f]{12}, 512 numbers, pictures of 384x256");
  }

  @Test
  void shouldSayWhatKeepsAFileFromBeingServed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("text.onnx"), "no model");
    Finding finding = ModelCheck.run(file);

    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.detail()).contains("not an ONNX model");
    assertThat(finding.remedy()).isEqualTo("Run ./cider model inspect %s.".formatted(file));
  }
}
