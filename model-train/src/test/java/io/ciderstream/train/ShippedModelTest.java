package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.infer.OnnxModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedModelTest {
  @TempDir private Path folder;

  @Test
  void shouldReplaceAnOldModelAndLeaveTheSameOneAlone() throws IOException {
    Path file = folder.resolve(ShippedModel.FILE);
    Files.writeString(file, "an old one");
    ShippedModel.writeTo(file);
    String hash = new OnnxModelFile(file).hash();
    FileTime before = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(file, before);
    ShippedModel.writeTo(file);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    assertThat(new OnnxModelFile(file).hash()).isEqualTo(hash);
  }
}
