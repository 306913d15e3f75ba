package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.ModelWeights;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.Processor;
import io.ciderstream.embedding.infer.WarmUp;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.infer.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedModelTest {
  @TempDir private Path folder;

  @Test
  void shouldBringInt8WeightsOfTheSameModel() {
    Path file = folder.resolve(ShippedModel.FILE);
    ShippedModel.writeTo(file);
    OnnxModelFile fp32 = new OnnxModelFile(file);
    OnnxModelFile int8 =
        ModelWeights.choose(
            fp32, WeightChoice.INT8, Cuda.OFF, new Processor(Optional.of("avx512_vnni")));
    try (OnnxModel model = int8.open(Cuda.OFF, 1, false)) {
      WarmUp.run(model);
      assertThat(model.info().hash()).isEqualTo(fp32.hash());
      assertThat(model.info().weights()).isEqualTo(WeightFormat.INT8);
    }
  }

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
