package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWeightsTest {
  private static final Processor FAST = new Processor(Optional.of("avx512_vnni"));
  private static final Processor SLOW = new Processor(Optional.empty());

  @TempDir private Path folder;
  private Path model;
  private byte[] content;

  @BeforeEach
  void copy() throws Exception {
    model = folder.resolve("tiny.onnx");
    content = Files.readAllBytes(Path.of(getClass().getResource("/tiny.onnx").toURI()));
    Files.write(model, content);
  }

  @Test
  void shouldTakeInt8ByItselfOnlyWhereTheProcessorIsFast() throws IOException {
    writeInt8(Sha256.hex(content));

    assertThat(weights(WeightChoice.AUTO, Cuda.OFF, FAST)).isEqualTo(WeightFormat.INT8);
    assertThat(weights(WeightChoice.AUTO, Cuda.OFF, SLOW)).isEqualTo(WeightFormat.FP32);
    assertThat(weights(WeightChoice.AUTO, Cuda.IF_PRESENT, FAST)).isEqualTo(WeightFormat.FP32);
    assertThat(weights(WeightChoice.FP32, Cuda.OFF, FAST)).isEqualTo(WeightFormat.FP32);
    assertThat(weights(WeightChoice.INT8, Cuda.OFF, SLOW)).isEqualTo(WeightFormat.INT8);
  }

  @Test
  void shouldBeOneModelWithBothWeights() throws IOException {
    writeInt8(Sha256.hex(content));
    OnnxModelFile fp32 = new OnnxModelFile(model);

    try (OnnxModel int8 =
        ModelWeights.choose(fp32, WeightChoice.INT8, Cuda.OFF, FAST).open(Cuda.OFF, 1, false)) {
      assertThat(int8.info()).isEqualTo(new ModelInfo("tiny", fp32.hash(), 3, WeightFormat.INT8));
    }
  }

  @Test
  void shouldDoWithoutAnInt8FileUnlessItIsAskedFor() {
    assertThat(weights(WeightChoice.AUTO, Cuda.OFF, FAST)).isEqualTo(WeightFormat.FP32);
    assertThatThrownBy(() -> weights(WeightChoice.INT8, Cuda.OFF, FAST))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_MISSING))
        .hasMessageContaining("model.weights asks for int8 weights, but there is no file")
        .hasMessageContaining("tiny-int8.onnx")
        .hasMessageContaining("./cider export --from");
  }

  @Test
  void shouldNotTakeTheInt8FileOfAnotherModel() throws IOException {
    writeInt8(Sha256.hex(new byte[1]));

    assertThat(weights(WeightChoice.AUTO, Cuda.OFF, FAST)).isEqualTo(WeightFormat.FP32);
    assertThatThrownBy(() -> weights(WeightChoice.INT8, Cuda.OFF, FAST))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
        .hasMessageContaining("does not hold the int8 weights of");
  }

  @Test
  void shouldNotTakeAnInt8FileThatIsBroken() throws IOException {
    Files.writeString(ModelWeights.int8File(model), "broken");

    assertThat(weights(WeightChoice.AUTO, Cuda.OFF, FAST)).isEqualTo(WeightFormat.FP32);
  }

  @Test
  void shouldNotServeAnInt8FileAsAModelOfItsOwn() throws IOException {
    writeInt8(Sha256.hex(content));
    OnnxModelFile file = new OnnxModelFile(ModelWeights.int8File(model));

    assertThatThrownBy(() -> file.open(Cuda.OFF, 1, false))
        .hasMessageContaining("holds the int8 weights of another file")
        .hasMessageContaining("model.weights");
  }

  @Test
  void shouldRefuseInt8OnADevice() throws IOException {
    writeInt8(Sha256.hex(content));

    assertThatThrownBy(() -> weights(WeightChoice.INT8, Cuda.REQUIRED, FAST))
        .hasMessageContaining("model.weights is int8")
        .hasMessageContaining("embedding.cuda");
  }

  private WeightFormat weights(WeightChoice choice, Cuda cuda, Processor processor) {
    return ModelWeights.choose(new OnnxModelFile(model), choice, cuda, processor).weights();
  }

  private void writeInt8(String base) throws IOException {
    Int8TestFile.write(model, base);
  }
}
