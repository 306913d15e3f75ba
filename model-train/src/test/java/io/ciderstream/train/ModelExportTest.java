package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
  @TempDir Path home;

  @Test
  void shouldLeaveAFileThatIsThereAlone() throws Exception {
    Path file =
        Files.createDirectory(home.resolve("models")).resolve("efficientnet-lite0-gem.onnx");
    Files.writeString(file, "mine");

    assertThat(ModelExport.exportDefault(home)).isEqualTo(file).hasContent("mine");
  }

  @Test
  void shouldLeaveNoFileWhenWeightsCannotBeHad() {
    ExportOptions options =
        new ExportOptions(
            home.resolve("model.onnx"),
            home.resolve("weights"),
            List.of("no-such-python"),
            Duration.ofSeconds(1),
            false);

    assertThatThrownBy(() -> ModelExport.export(options)).isInstanceOf(CiderException.class);
    assertThat(home.resolve("model.onnx")).doesNotExist();
  }
}
